import { Field, Input, Select } from '../../../../ui/index.ts'
import type { Cadence } from '../../schema.ts'
import type { OrderFormState } from './use-order-form.ts'

const cadences: { value: Cadence; label: string }[] = [
  { value: 'daily', label: 'Every day' },
  { value: 'weekly', label: 'Every week' },
  { value: 'new', label: 'When new people match' },
]

/** How often, how many, for how much, and what the leads are tagged with. */
export function OrderFields({ state: { form, wrong, set } }: { state: OrderFormState }) {
  return (
    <div className="grid content-start gap-3 sm:grid-cols-2">
      <Field label="Pull" className="sm:col-span-2">
        <Select options={cadences} value={form.cadence} onValueChange={(cadence) => set({ cadence })} />
      </Field>
      <Field label="At most, people a run" error={wrong.leads}>
        <Input
          inputMode="numeric"
          value={form.leads}
          onChange={(event) => set({ leads: event.target.value })}
        />
      </Field>
      <Field label="At most, credits a run" error={wrong.credits}>
        <Input
          inputMode="decimal"
          placeholder="What the people cost"
          value={form.credits}
          onChange={(event) => set({ credits: event.target.value })}
        />
      </Field>
      <Field
        label="Tags for what arrives"
        error={wrong.tags}
        hint="Parted by commas."
        className="sm:col-span-2"
      >
        <Input
          placeholder="spring, west coast"
          value={form.tags}
          onChange={(event) => set({ tags: event.target.value })}
        />
      </Field>
    </div>
  )
}
