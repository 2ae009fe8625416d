import { useEffect, useMemo, useState } from 'react'
import type { Segment } from '../../schema.ts'
import { formOf, isSameForm, type OrderForm, readForm } from './order-form.ts'

export type OrderFormState = ReturnType<typeof useOrderForm>

/** The standing order being typed; a change of the saved one that nobody typed over is taken over. */
export function useOrderForm({ standing_order }: Segment) {
  // The next run moves by itself, and is not typed.
  const text = JSON.stringify(formOf(standing_order))
  const saved = useMemo(() => JSON.parse(text) as OrderForm, [text])
  const [form, setForm] = useState(saved)
  useEffect(() => setForm(saved), [saved])
  return {
    form,
    ...readForm(form),
    set: (patch: Partial<OrderForm>) => setForm((now) => ({ ...now, ...patch })),
    isDirty: !isSameForm(form, saved),
  }
}
