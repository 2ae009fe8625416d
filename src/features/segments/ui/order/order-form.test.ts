import { expect, it } from 'vitest'
import type { StandingOrder } from '../../schema.ts'
import { formOf, isSameForm, readForm } from './order-form.ts'

const order: StandingOrder = {
  ...{ cadence: 'daily', max_leads: 1000, max_credits: 12.5, tags: ['west', 'spring'] },
  ...{ status: 'active', paused_reason: null, next_at: '2026-11-23T00:00:00.000Z' },
}

it('reads back what an order says', () => {
  const { cadence, max_leads, max_credits, tags } = order
  const form = formOf(order)
  expect(readForm(form).terms).toEqual({ cadence, max_leads, max_credits, tags })
  expect(readForm({ ...form, leads: '1,000', credits: '', tags: ' west,,west ' }).terms).toMatchObject({
    ...{ max_leads: 1000, max_credits: null, tags: ['west'] },
  })
})

it.each([
  [{ leads: '' }, 'leads'],
  [{ leads: '0' }, 'leads'],
  [{ leads: '10001' }, 'leads'],
  [{ credits: '1.234' }, 'credits'],
  [{ credits: '-5' }, 'credits'],
  [{ tags: 'x'.repeat(61) }, 'tags'],
])('says what of it is wrong: %j', (patch, field) => {
  const { terms, wrong } = readForm({ ...formOf(null), ...patch })
  expect(terms).toBeNull()
  expect(Object.keys(wrong)).toEqual([field])
})

it('knows when nothing was changed', () => {
  const form = formOf(null)
  expect(isSameForm(form, { ...form, leads: ' 25 ', tags: ',' })).toBe(true)
  expect(isSameForm(form, { ...form, cadence: 'new' })).toBe(false)
  expect(isSameForm(form, { ...form, leads: 'many' })).toBe(false)
})
