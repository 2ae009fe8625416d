import { type ChangeEvent, type ClipboardEvent, useId, useState } from 'react'
import { Button, Field, plural, Textarea } from '../../../../ui/index.ts'
import { MAX_LIST_VALUES } from '../../values.ts'
import type { EditorProps } from './editor-props.ts'
import { partInfo, withFields } from './fields.ts'
import { ListReport } from './list-report.tsx'
import { type ListPart, listSettings } from './list-settings.ts'
import { SuggestInput } from './suggest-input.tsx'
import { useList } from './use-list.ts'

const MAX_FILE_BYTES = 5_000_000

/** Thousands of values at once, pasted or from a file; what is the same or cannot be right is folded and told. */
export function ListEditor({ part, filter, onChange }: EditorProps & { part: ListPart }) {
  const { rule, noun, placeholder, hint, suggest, most = MAX_LIST_VALUES } = listSettings[part]
  const { label } = partInfo(part)
  const fileId = useId()
  const [problem, setProblem] = useState<string>()
  const list = useList({
    ...{ rule, most },
    sent: filter[part] ?? [],
    onApply: (values) => onChange(withFields(filter, { [part]: values })),
  })

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    const isLarge = file.size > MAX_FILE_BYTES
    setProblem(isLarge ? 'The file is larger than 5 MB' : undefined)
    if (!isLarge) list.add(await file.text())
  }
  function paste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text')
    if (!list.isTooLongAsText(pasted)) return
    event.preventDefault()
    list.add(pasted)
  }

  return (
    <div className="flex flex-col gap-2">
      {suggest ? (
        <SuggestInput
          label={`Find for ${label.toLowerCase()}`}
          placeholder="Find a company"
          suggest={suggest}
          chosen={list.values}
          onAdd={list.add}
        />
      ) : null}
      <Field label={label} hideLabel hint={hint} error={problem}>
        <Textarea
          rows={list.isLong ? 1 : 3}
          value={list.text}
          placeholder={list.isLong ? 'Add more' : placeholder}
          spellCheck={false}
          onChange={(event) => list.setText(event.target.value)}
          onPaste={paste}
          onBlur={() => list.isChanged && list.commit()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) list.commit()
          }}
          className="max-h-48 overflow-auto font-mono text-sm"
        />
      </Field>
      <ListReport parsed={list.report} most={most} noun={noun} />
      <div className="flex flex-wrap gap-2">
        {list.isChanged ? (
          <Button size="sm" onClick={list.commit}>
            Use {plural(list.values.length, ...noun)}
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
        {list.values.length > 0 || list.text ? (
          <Button size="sm" variant="ghost" onClick={list.clear}>
            Clear
          </Button>
        ) : null}
      </div>
    </div>
  )
}
