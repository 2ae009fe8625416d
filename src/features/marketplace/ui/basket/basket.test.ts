import { describe, expect, it } from 'vitest'
import type { Listing } from '../../schema.ts'
import {
  emptyBasket,
  intend,
  MAX_ITEMS,
  parseBasket,
  quotable,
  quotedBasket,
  refreshed,
  totalOf,
  unansweredOf,
  withItemsBack,
  withListings,
  withoutListings,
} from './basket.ts'

function listing(id: string, change: Partial<Listing> = {}): Listing {
  return {
    ...{ id, price: 4.1, score: 70, title_words: ['vp', 'sales'], seniority: 'vp', department: 'Sales' },
    ...{ industry: 'Retail', company_size: '51-200', country: 'US', state: 'US-CA', exclusive: false },
    ...{ max_buyers: 3, times_sold: 0, left: 3, has_email: true, has_phone: true, has_linkedin: false },
    ...{ verified: true, age_days: 1, expires_at: null, listed_at: '2026-01-01T00:00:00Z' },
    ...{ owned: false, own: false, ...change },
  }
}

const keys = () => {
  let made = 0
  return () => `key-${++made}`
}

describe('the basket', () => {
  const basket = withListings(emptyBasket, [listing('a'), listing('b', { price: 0.2 }), listing('c')])

  it('adds in hundredths', () => {
    const cents = Array.from({ length: 30 }, (_, n) => listing(`n${n}`, { price: 0.1 }))
    expect(totalOf(withListings(emptyBasket, cents).items)).toBe(3)
    expect(totalOf(basket.items)).toBe(8.4)
  })

  it('takes each listing once and no more than an order takes', () => {
    expect(withListings(basket, [listing('a', { price: 99 })]).items).toEqual(basket.items)
    const many = Array.from({ length: MAX_ITEMS + 5 }, (_, n) => listing(`n${n}`))
    expect(withListings(emptyBasket, many).items).toHaveLength(MAX_ITEMS)
  })

  it('puts removed ones back where they were and keeps what came since', () => {
    const later = withListings(withoutListings(basket, ['b']), [listing('d')])
    const back = withItemsBack(later, basket.items, ['b'])
    expect(back.items.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
    const bought = withItemsBack(withoutListings(later, ['a', 'c']), basket.items, ['b'])
    expect(bought.items.map(({ id }) => id)).toEqual(['b', 'd'])
  })

  it('learns of changed prices, of listings no longer for sale and of people owned since', () => {
    const now = refreshed(
      basket,
      ['a', 'b', 'c'],
      [listing('a', { price: 5 }), listing('c', { owned: true })],
    )
    expect(now.items.map(({ price, chosen_price, lost }) => ({ price, chosen_price, lost }))).toEqual([
      { price: 5, chosen_price: 4.1, lost: undefined },
      { price: 0.2, chosen_price: undefined, lost: 'gone' },
      { price: 4.1, chosen_price: undefined, lost: 'owned' },
    ])
    expect(totalOf(now.items)).toBe(5)
    const again = refreshed(now, ['a', 'b', 'c'], [listing('a'), listing('b', { price: 0.2 }), listing('c')])
    expect(again.items).toEqual(basket.items)
  })
})

describe('a basket that was quoted', () => {
  const basket = withListings(
    emptyBasket,
    ['a', 'b', 'c', 'd', 'e'].map((id) => listing(id)),
  )
  const facts = { score: 70, score_version: 1, age_days: 1, buyers_left: 1, return_days: 7 }
  const now = quotedBasket(basket, {
    items: [{ listing_id: 'a', price: 3, ...facts }],
    skipped: [
      { listing_id: 'b', reason: 'held', up_to_minutes: 10 },
      { listing_id: 'c', reason: 'sold_out' },
      { listing_id: 'd', reason: 'already_owned' },
      { listing_id: 'e', reason: 'same_person' },
    ],
  })

  it('has the prices of the quote and says what could not be had', () => {
    expect(now.items.map(({ price, chosen_price, lost }) => ({ price, chosen_price, lost }))).toEqual([
      { price: 3, chosen_price: 4.1, lost: undefined },
      { price: 4.1, chosen_price: undefined, lost: 'held' },
      { price: 4.1, chosen_price: undefined, lost: 'gone' },
      { price: 4.1, chosen_price: undefined, lost: 'owned' },
      { price: 4.1, chosen_price: undefined, lost: 'twice' },
    ])
    expect(totalOf(now.items)).toBe(3)
  })

  it('asks again for what somebody else held, and has it once they let go', () => {
    expect(quotable(now)).toEqual(['a', 'b'])
    const free = quotedBasket(now, { items: [{ listing_id: 'b', price: 4.1, ...facts }], skipped: [] })
    expect(free.items[1]).toEqual(basket.items[1])
  })
})

describe('the order sent', () => {
  const basket = withListings(emptyBasket, [listing('a'), listing('b')])
  const wish = { quote_id: 'q1', listing_ids: ['a', 'b'], total: 8.2 }
  const send = (newKey: () => string) => ({ ...basket, intention: intend(basket, wish, newKey) })

  it('keeps its key while it is of the same quote and confirmation', () => {
    const newKey = keys()
    const sent = send(newKey)
    expect(intend(sent, wish, newKey)).toBe(sent.intention)
    expect(intend(sent, { ...wish, quote_id: 'q2' }, newKey).key).toBe('key-2')
    expect(intend(sent, { ...wish, confirmed_total: 8.2 }, newKey).key).toBe('key-3')
  })

  it('is unanswered while the basket is what it was sent for, in whatever order', () => {
    const sent = send(keys())
    expect(unansweredOf({ ...sent, items: sent.items.toReversed() })).toBe(sent.intention)
    expect(unansweredOf(basket)).toBe(null)
    expect(unansweredOf(withoutListings(sent, ['a']))).toBe(null)
    expect(unansweredOf(withListings(sent, [listing('c')]))).toBe(null)
  })

  it('survives a reload', () => {
    const sent = send(keys())
    expect(parseBasket(JSON.stringify(sent))).toEqual(sent)
  })
})

describe('what storage holds', () => {
  it('is nothing when it is not ours', () => {
    for (const text of [null, '', '{', '[]', '{"items":[null]}', '{"items":[{"id":1}]}', '"x"', 'null']) {
      expect(parseBasket(text)).toEqual(emptyBasket)
    }
  })
})
