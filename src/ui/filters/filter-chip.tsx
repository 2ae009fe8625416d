import { X } from 'lucide-react'
import { Popover } from '../popover.tsx'
import type { FilterDef, FilterValue } from './codec.ts'
import { FilterEditor } from './filter-editor.tsx'
import { summarise } from './summary.ts'
import { useOptions } from './use-options.ts'

interface FilterChipProps {
  def: FilterDef
  value: FilterValue | null
  open: boolean
  onOpenChange: (open: boolean) => void
  onChange: (value: FilterValue | null) => void
}

/** One filter as a chip: its body changes it, its cross takes it away. */
export function FilterChip({ def, value, open, onOpenChange, onChange }: FilterChipProps) {
  const { options } = useOptions(def)
  const summary = value ? summarise(def, value, options) : '…'
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-md border border-line bg-surface max-sm:h-9">
      <Popover
        label={def.label}
        open={open}
        onOpenChange={onOpenChange}
        trigger={
          <button
            type="button"
            className="flex h-full min-w-0 items-center gap-1 rounded-l-md pl-2 pr-1 hover:bg-hover"
          >
            <span className="text-muted">{def.label}</span>
            <span className="truncate font-medium">{summary}</span>
          </button>
        }
      >
        <FilterEditor def={def} value={value} onChange={onChange} onDone={() => onOpenChange(false)} />
      </Popover>
      <button
        type="button"
        aria-label={`Remove filter ${def.label} ${summary}`}
        onClick={() => onChange(null)}
        className="grid h-full w-6 shrink-0 place-items-center rounded-r-md text-muted hover:bg-hover hover:text-ink max-sm:w-9"
      >
        <X className="size-3.5" />
      </button>
    </span>
  )
}
