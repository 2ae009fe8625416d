import { X } from 'lucide-react'
import type { SuggestedField } from '../../search/schema.ts'
import { MAX_VALUES } from '../../values.ts'
import type { EditorProps } from './editor-props.ts'
import { type FilterPart, partInfo, withFields } from './fields.ts'
import { SuggestInput } from './suggest-input.tsx'

export type WordsPart = Extract<FilterPart, 'job_titles' | 'job_titles_exclude' | 'cities' | 'tags'>

const settings: Record<WordsPart, { suggest: SuggestedField | null; placeholder: string; hint?: string }> = {
  job_titles: { suggest: 'job_titles', placeholder: 'vp sales', hint: 'Words or a phrase; Enter adds it.' },
  job_titles_exclude: { suggest: 'job_titles', placeholder: 'assistant', hint: 'Leaves these out.' },
  cities: { suggest: 'cities', placeholder: 'San Francisco' },
  tags: { suggest: null, placeholder: 'conference' },
}

/** Words and phrases, each a chip; what people really have is suggested while typing. */
export function WordsEditor({ part, filter, onChange }: EditorProps & { part: WordsPart }) {
  const { label } = partInfo(part)
  const values = filter[part] ?? []
  const apply = (next: string[]) => onChange(withFields(filter, { [part]: next }))
  return (
    <div className="flex flex-col gap-2">
      <SuggestInput
        {...settings[part]}
        label={label}
        chosen={values}
        isFree
        onAdd={(value) => values.length < MAX_VALUES && apply([...values, value])}
        onBack={() => values.length > 0 && apply(values.slice(0, -1))}
      />
      <ValueChips
        label={label}
        values={values}
        onRemove={(value) => apply(values.filter((has) => has !== value))}
      />
    </div>
  )
}

interface ValueChipsProps {
  label: string
  values: readonly string[]
  onRemove: (value: string) => void
}

function ValueChips({ label, values, onRemove }: ValueChipsProps) {
  if (values.length === 0) return null
  return (
    <ul aria-label={`${label}: chosen`} className="flex max-h-40 flex-wrap gap-1 overflow-auto">
      {values.map((value) => (
        <li
          key={value}
          className="flex max-w-full items-center rounded-sm border border-line bg-surface pl-1.5 text-sm"
        >
          <span className="truncate">{value}</span>
          <button
            type="button"
            aria-label={`Remove ${value}`}
            onClick={() => onRemove(value)}
            className="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink max-sm:size-9"
          >
            <X className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  )
}
