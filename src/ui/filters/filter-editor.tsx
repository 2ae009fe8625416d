import { type FormEvent, useState } from 'react'
import { Button } from '../button.tsx'
import { Checkbox } from '../checkbox.tsx'
import { Field } from '../field.tsx'
import { Input } from '../input.tsx'
import { decodeFilter, type FilterDef, type FilterValue } from './codec.ts'
import { EnumEditor } from './enum-editor.tsx'

interface EditorProps {
  def: FilterDef
  value: FilterValue | null
  onChange: (value: FilterValue | null) => void
  onDone: () => void
}

/** Two ends; either may be empty. Applied together, by Enter or the button. */
function EndsEditor({ def, value, onChange, onDone }: EditorProps) {
  const isDate = def.kind === 'date'
  const ends =
    value?.kind === 'range' ? [value.min, value.max] : value?.kind === 'date' ? [value.from, value.to] : []
  const [low, setLow] = useState(String(ends[0] ?? ''))
  const [high, setHigh] = useState(String(ends[1] ?? ''))
  const wrong = low && high && (isDate ? low > high : Number(low) > Number(high))
  const limits = def.kind === 'range' ? { min: def.min, max: def.max, step: def.step ?? 'any' } : {}

  function submit(event: FormEvent) {
    event.preventDefault()
    if (wrong) return
    onChange(decodeFilter(def, `${low}..${high}`))
    onDone()
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-2">
        <Field label={isDate ? 'From' : 'At least'}>
          <Input
            type={isDate ? 'date' : 'number'}
            {...limits}
            value={low}
            onChange={(event) => setLow(event.target.value)}
          />
        </Field>
        <Field label={isDate ? 'Until' : 'At most'} error={wrong ? 'Below the first' : undefined}>
          <Input
            type={isDate ? 'date' : 'number'}
            {...limits}
            value={high}
            onChange={(event) => setHigh(event.target.value)}
          />
        </Field>
      </div>
      <Button type="submit" className="self-end">
        Apply
      </Button>
    </form>
  )
}

function TextEditor({ def, value, onChange, onDone }: EditorProps) {
  const [text, setText] = useState(value?.kind === 'text' ? value.text : '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onChange(text.trim() ? { kind: 'text', text: text.trim() } : null)
        onDone()
      }}
      className="flex flex-col gap-3"
    >
      <Field label={`${def.label} has`}>
        <Input
          value={text}
          placeholder={def.kind === 'text' ? def.placeholder : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button type="submit" className="self-end">
        Apply
      </Button>
    </form>
  )
}

/** The inside of a chip's popover, by kind. */
export function FilterEditor(props: EditorProps) {
  const { def, value, onChange } = props
  if (def.kind === 'range' || def.kind === 'date') return <EndsEditor {...props} />
  if (def.kind === 'text') return <TextEditor {...props} />
  if (def.kind === 'enum') {
    const values = value?.kind === 'enum' ? value.values : []
    return (
      <EnumEditor def={def} values={values} onChange={(next) => onChange({ kind: 'enum', values: next })} />
    )
  }
  const on = value?.kind === 'boolean' ? value.on : null
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{def.label}</legend>
      <Checkbox
        label={def.yes ?? 'Yes'}
        checked={on === true}
        onCheckedChange={(tick) => onChange(tick ? { kind: 'boolean', on: true } : null)}
      />
      <Checkbox
        label={def.no ?? 'No'}
        checked={on === false}
        onCheckedChange={(tick) => onChange(tick ? { kind: 'boolean', on: false } : null)}
      />
    </fieldset>
  )
}
