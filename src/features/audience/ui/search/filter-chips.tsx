import { X } from 'lucide-react'
import { useState } from 'react'
import { Button, Popover } from '../../../../ui/index.ts'
import { describePart } from '../filter-editor/describe-part.ts'
import { filterParts, isPartSet, type PartInfo, withoutPart } from '../filter-editor/fields.ts'
import { PartEditor } from '../filter-editor/part-editor.tsx'
import type { FacetsProps } from './facets-column.tsx'

/** What is chosen, each part a chip: its body changes it, its cross takes it away. */
export function FilterChips(props: FacetsProps) {
  const { filter, onChange } = props
  const set = filterParts.filter(({ part }) => isPartSet(filter, part))
  if (set.length === 0) return null
  return (
    <search aria-label="What is chosen" className="flex flex-wrap items-center gap-2 px-5 pb-3 max-sm:px-4">
      {set.map((info) => (
        <Chip key={info.part} info={info} {...props} />
      ))}
      <Button variant="ghost" size="sm" onClick={() => onChange({})}>
        Clear
      </Button>
    </search>
  )
}

function Chip({ info, filter, onChange, counts }: FacetsProps & { info: PartInfo }) {
  const [isOpen, setOpen] = useState(false)
  const { part, label } = info
  const words = describePart(filter, part)
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-md border border-line bg-surface max-sm:h-9">
      <Popover
        label={label}
        open={isOpen}
        onOpenChange={setOpen}
        className="w-80"
        trigger={
          <button
            type="button"
            className="flex h-full min-w-0 items-center gap-1 rounded-l-md pr-1 pl-2 hover:bg-hover"
          >
            <span className="shrink-0 text-muted">{label}</span>
            <span className="max-w-72 truncate font-medium">{words}</span>
          </button>
        }
      >
        <PartEditor part={part} filter={filter} onChange={onChange} counts={counts[part]} />
      </Popover>
      <button
        type="button"
        aria-label={`Remove ${label} ${words}`}
        onClick={() => onChange(withoutPart(filter, part))}
        className="grid h-full w-6 shrink-0 place-items-center rounded-r-md text-muted hover:bg-hover hover:text-ink max-sm:w-9"
      >
        <X className="size-3.5" />
      </button>
    </span>
  )
}
