import { Checkbox, Field, Select } from '../../../../ui/index.ts'
import { ChoiceRow } from './choice-list.tsx'
import type { EditorProps } from './editor-props.ts'
import { withFields } from './fields.ts'

const verdicts = [
  ['true', 'Verified'],
  ['false', 'Not verified'],
] as const

/** Both boxes, or none, mean everybody. */
export function VerifiedEditor({ filter, onChange, counts }: EditorProps) {
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">Email check</legend>
      {verdicts.map(([value, label]) => {
        const isOn = String(filter.verified) === value
        return (
          <ChoiceRow
            key={value}
            label={label}
            checked={isOn}
            count={counts && (counts.get(value) ?? 0)}
            onCheckedChange={(on) =>
              onChange(withFields(filter, { verified: on ? value === 'true' : undefined }))
            }
          />
        )
      })}
    </fieldset>
  )
}

const ages = [7, 30, 90, 180, 365]

export function FreshnessEditor({ filter, onChange }: EditorProps) {
  const days = filter.seen_within_days
  // A filter may come from the API with any number of days.
  const all = days === undefined || ages.includes(days) ? ages : [...ages, days].sort((a, b) => a - b)
  const options = [
    { value: '', label: 'Any time' },
    ...all.map((age) => ({
      value: String(age),
      label: age === 365 ? 'In the last year' : `In the last ${age} days`,
    })),
  ]
  return (
    <Field label="Last seen" hideLabel>
      <Select
        options={options}
        value={days === undefined ? '' : String(days)}
        onValueChange={(value) =>
          onChange(withFields(filter, { seen_within_days: value ? Number(value) : undefined }))
        }
      />
    </Field>
  )
}

export function NetNewEditor({ filter, onChange }: EditorProps) {
  return (
    <Checkbox
      label="Only people new to you"
      hint="Leaves out who is among your leads or must not be contacted."
      checked={filter.net_new === true}
      onCheckedChange={(on) => onChange(withFields(filter, { net_new: on || undefined }))}
      className="rounded-sm px-1.5 py-1 hover:bg-hover max-sm:py-2"
    />
  )
}
