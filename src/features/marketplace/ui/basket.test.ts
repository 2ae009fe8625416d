import { describe, expect, it } from 'vitest'
import type { Listing } from '../schema.ts'
import {
  type Basket,
  emptyBasket,
  intend,
  MAX_ITEMS,
  parseBasket,
  refreshed,
  totalOf,
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

describe('the order sent', () => {
  const basket = withListings(emptyBasket, [listing('a'), listing('b')])
  const send = (from: Basket, newKey: () => string) => ({ ...from, intention: intend(from, newKey) })

  it('keeps key and request while the basket is the same, in whatever order', () => {
    const newKey = keys()
    const sent = send(basket, newKey)
    const turned = { ...sent, items: sent.items.toReversed() }
    expect(intend(turned, newKey)).toBe(sent.intention)
  })

  it('gets a new key when a listing, a price or what can be bought changes', () => {
    const newKey = keys()
    const sent = send(basket, newKey)
    expect(intend(withoutListings(sent, ['a']), newKey).key).toBe('key-2')
    expect(intend(withListings(sent, [listing('c')]), newKey).key).toBe('key-3')
    const dearer = refreshed(sent, ['a', 'b'], [listing('a', { price: 9 }), listing('b')])
    expect(intend(dearer, newKey)).toMatchObject({ key: 'key-4', max_total: 13.1 })
    const fewer = refreshed(sent, ['a', 'b'], [listing('a')])
    expect(intend(fewer, newKey)).toMatchObject({ key: 'key-5', listing_ids: ['a'] })
  })

  it('survives a reload', () => {
    const sent = send(basket, keys())
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
