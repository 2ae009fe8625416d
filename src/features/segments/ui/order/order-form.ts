import { MAX_PULL } from '../../../audience/values.ts'
import type { Cadence, StandingOrder } from '../../schema.ts'

/** A standing order as it is typed. */
export interface OrderForm {
  cadence: Cadence
  leads: string
  credits: string
  tags: string
}

export interface OrderTerms {
  cadence: Cadence
  max_leads: number
  max_credits: number | null
  tags: string[]
}

const MOST_TAGS = 20
const MOST_TAG_LETTERS = 60

export function formOf(order: StandingOrder | null): OrderForm {
  if (!order) return { cadence: 'weekly', leads: '25', credits: '', tags: '' }
  const { cadence, max_leads, max_credits, tags } = order
  return {
    cadence,
    leads: String(max_leads),
    credits: max_credits === null ? '' : String(max_credits),
    tags: tags.join(', '),
  }
}

const plain = (text: string) => text.replaceAll(/[\s,]/g, '')

/** What was typed, as the API takes it, or what of it is wrong. */
export function readForm(form: OrderForm): {
  terms: OrderTerms | null
  wrong: { leads?: string; credits?: string; tags?: string }
} {
  const wrong: { leads?: string; credits?: string; tags?: string } = {}
  const leads = Number(plain(form.leads) || 'none')
  if (!Number.isInteger(leads) || leads < 1) wrong.leads = 'A whole number'
  else if (leads > MAX_PULL) wrong.leads = `At most ${MAX_PULL.toLocaleString('en')}`
  const credits = plain(form.credits)
  if (!/^\d{0,9}(\.\d{1,2})?$/.test(credits)) wrong.credits = 'Credits, such as 50 or 12.50'
  const tags = [...new Set(form.tags.split(',').map((tag) => tag.trim()))].filter(Boolean)
  if (tags.length > MOST_TAGS) wrong.tags = `At most ${MOST_TAGS}`
  else if (tags.some((tag) => tag.length > MOST_TAG_LETTERS))
    wrong.tags = `At most ${MOST_TAG_LETTERS} letters each`
  const isWrong = Object.keys(wrong).length > 0
  const max_credits = credits === '' ? null : Number(credits)
  return { terms: isWrong ? null : { cadence: form.cadence, max_leads: leads, max_credits, tags }, wrong }
}

export function isSameForm(one: OrderForm, other: OrderForm): boolean {
  const said = (form: OrderForm) => JSON.stringify(readForm(form).terms ?? form)
  return said(one) === said(other)
}
