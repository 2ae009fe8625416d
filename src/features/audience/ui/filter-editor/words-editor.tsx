import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { api, Field, formatCount, Input } from '../../../../ui/index.ts'
import { MAX_VALUES } from '../../schema.ts'
import type { EditorProps } from './editor-props.ts'
import { type FilterPart, partInfo, withFields } from './fields.ts'

export type WordsPart = Extract<FilterPart, 'job_titles' | 'job_titles_exclude' | 'cities' | 'tags'>

interface Suggestion {
  value: string
  count?: number
}

const settings: Record<WordsPart, { suggest: string | null; placeholder: string; hint?: string }> = {
  job_titles: { suggest: 'job_titles', placeholder: 'vp sales', hint: 'Words or a phrase; Enter adds it.' },
  job_titles_exclude: { suggest: 'job_titles', placeholder: 'assistant', hint: 'Leaves these out.' },
  cities: { suggest: 'cities', placeholder: 'San Francisco' },
  tags: { suggest: null, placeholder: 'conference' },
}

function useSuggestions(field: string | null, text: string) {
  const q = useDeferredValue(text.trim())
  return useQuery({
    queryKey: ['audience', 'suggestions', field, q],
    queryFn: ({ signal }) =>
      api<{ data: Suggestion[] }>('GET', '/api/audience/suggestions', { query: { field, q }, signal }),
    enabled: field !== null && q.length >= 2,
    placeholderData: (before) => before,
  })
}

/** Words and phrases, each a chip; what people really have is suggested while typing. */
export function WordsEditor({ part, filter, onChange }: EditorProps & { part: WordsPart }) {
  const { suggest, placeholder, hint } = settings[part]
  const { label } = partInfo(part)
  const listId = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(-1)
  const values = filter[part] ?? []
  const found = useSuggestions(suggest, text)
  const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  const options =
    text.trim().length < 2
      ? []
      : (found.data?.data ?? []).filter(({ value }) => !values.some((has) => isSame(has, value))).slice(0, 8)

  function add(value: string) {
    const clean = value.trim().replace(/\s+/g, ' ').slice(0, 200)
    setText('')
    setActive(-1)
    if (!clean || values.length >= MAX_VALUES || values.some((has) => isSame(has, clean))) return
    onChange(withFields(filter, { [part]: [...values, clean] }))
  }
  const remove = (value: string) =>
    onChange(withFields(filter, { [part]: values.filter((has) => has !== value) }))

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (options.length === 0) return
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      // One place beyond the list stands for what was typed.
      setActive((before) => ((before + 1 + step + options.length + 1) % (options.length + 1)) - 1)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      add(options[active]?.value ?? text)
    } else if (event.key === 'Escape' && text) {
      event.stopPropagation()
      setText('')
    } else if (event.key === 'Backspace' && !text && values.length > 0) {
      remove(values.at(-1) ?? '')
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hideLabel hint={hint}>
        <Input
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
          autoComplete="off"
          maxLength={200}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setActive(-1)
          }}
          onKeyDown={onKeyDown}
          onBlur={() => add(text)}
        />
      </Field>
      <div
        id={listId}
        role="listbox"
        aria-label={`${label}: suggestions`}
        className="flex flex-col empty:hidden"
      >
        {options.map(({ value, count }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active one.
          // biome-ignore lint/a11y/useKeyWithClickEvents: arrows and Enter in the field do the same.
          <div
            key={value}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => add(value)}
            className="flex cursor-pointer items-baseline gap-2 rounded-sm px-1.5 py-1 hover:bg-hover aria-selected:bg-selected max-sm:py-2"
          >
            <span className="min-w-0 flex-1 break-words">{value}</span>
            {count === undefined ? null : (
              <span className="text-sm text-faint tabular">{formatCount(count)}</span>
            )}
          </div>
        ))}
      </div>
      <ValueChips label={label} values={values} onRemove={remove} />
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
