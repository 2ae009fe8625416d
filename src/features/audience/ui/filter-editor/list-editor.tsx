import { type ChangeEvent, useId, useState } from 'react'
import { Button, Field, formatCount, plural, Textarea } from '../../../../ui/index.ts'
import { MAX_LIST_VALUES } from '../../values.ts'
import type { EditorProps } from './editor-props.ts'
import { partInfo, withFields } from './fields.ts'
import { type ListPart, listSettings } from './list-settings.ts'
import { type ParsedList, parseList } from './parse-list.ts'
import { SuggestInput } from './suggest-input.tsx'

const MAX_FILE_BYTES = 5_000_000
const plurals: Record<string, string> = { company: 'companies' }

/** Thousands of values at once, pasted or from a file; what is the same or cannot be right is folded and told. */
export function ListEditor({ part, filter, onChange }: EditorProps & { part: ListPart }) {
  const { rule, one, placeholder, hint, suggest, most = MAX_LIST_VALUES } = listSettings[part]
  const { label } = partInfo(part)
  const fileId = useId()
  const sent = filter[part] ?? []
  const [text, setText] = useState(() => sent.join('\n'))
  const [problem, setProblem] = useState<string>()
  const parsed = parseList(text, rule)
  const values = parsed.values.slice(0, most)
  const isChanged = values.join('\n') !== sent.join('\n')

  const apply = (next: readonly string[]) => onChange(withFields(filter, { [part]: next }))
  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setProblem(file.size > MAX_FILE_BYTES ? 'The file is larger than 5 MB' : undefined)
    if (file.size > MAX_FILE_BYTES) return
    const added = await file.text()
    const both = text.trim() ? `${text.trim()}\n${added}` : added
    setText(both)
    apply(parseList(both, rule).values.slice(0, most))
  }

  function add(value: string) {
    const next = [...values, value].slice(0, most)
    setText(next.join('\n'))
    apply(next)
  }

  return (
    <div className="flex flex-col gap-2">
      {suggest ? (
        <SuggestInput
          label={`Find for ${label.toLowerCase()}`}
          placeholder="Find a company"
          suggest={suggest}
          chosen={values}
          onAdd={add}
        />
      ) : null}
      <Field label={label} hideLabel hint={hint} error={problem}>
        <Textarea
          rows={3}
          value={text}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => isChanged && apply(values)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) apply(values)
          }}
          className="max-h-48 overflow-auto font-mono text-sm"
        />
      </Field>
      <ListReport parsed={parsed} kept={values.length} one={one} />
      <div className="flex flex-wrap gap-2">
        {isChanged ? (
          <Button size="sm" onClick={() => apply(values)}>
            Use {plural(values.length, one, plurals[one])}
          </Button>
        ) : null}
        <Button asChild size="sm" variant="ghost">
          <label htmlFor={fileId} className="cursor-pointer focus-within:outline-2 focus-within:outline-ink">
            From a file
            <input
              id={fileId}
              type="file"
              accept=".txt,.csv,text/plain,text/csv"
              onChange={read}
              className="sr-only"
            />
          </label>
        </Button>
        {text ? (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => {
              setText('')
              apply([])
            }}
          >
            Clear
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function ListReport({ parsed, kept, one }: { parsed: ParsedList; kept: number; one: string }) {
  const beyond = parsed.values.length - kept + parsed.beyond
  const said = [
    kept > 0 ? plural(kept, one, plurals[one]) : '',
    parsed.duplicates > 0 ? `${plural(parsed.duplicates, 'duplicate')} folded` : '',
    beyond > 0 ? `${formatCount(beyond)} beyond the limit left out` : '',
  ].filter(Boolean)
  return (
    <div role="status" className="text-sm text-muted">
      {said.join(', ')}
      {parsed.wrong.length > 0 ? (
        <p className="break-words text-warn">
          {plural(parsed.wrong.length, 'line')} left out, such as “{parsed.wrong[0]?.slice(0, 60)}”
        </p>
      ) : null}
    </div>
  )
}
