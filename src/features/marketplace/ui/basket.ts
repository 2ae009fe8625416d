import type { Listing } from '../schema.ts'

/** What the basket remembers of a listing, so that it can be shown under other filters and after a reload. */
export type BasketItem = Pick<
  Listing,
  'id' | 'price' | 'score' | 'title_words' | 'seniority' | 'department' | 'industry' | 'company_size'
> &
  Pick<Listing, 'country' | 'state' | 'exclusive'> & {
    /** The price it was chosen at, when it has changed since. */
    chosen_price?: number
    /** Why it cannot be bought any more. */
    lost?: 'gone' | 'owned'
  }

/** An order that was sent. Kept until its answer is known: sent again as it was, it cannot charge twice. */
export interface Intention {
  key: string
  listing_ids: string[]
  max_total: number
}

export interface Basket {
  items: readonly BasketItem[]
  intention: Intention | null
}

export const emptyBasket: Basket = { items: [], intention: null }
export const MAX_ITEMS = 1_000

function itemOf(listing: Listing): BasketItem {
  const { id, price, score, title_words, seniority, department, industry, company_size } = listing
  const { country, state, exclusive } = listing
  const facts = { id, price, score, title_words, seniority, department, industry, company_size }
  return { ...facts, country, state, exclusive }
}

export function withListings(basket: Basket, listings: Iterable<Listing>): Basket {
  const items = new Map(basket.items.map((item) => [item.id, item]))
  for (const listing of listings) {
    if (items.size < MAX_ITEMS && !items.has(listing.id)) items.set(listing.id, itemOf(listing))
  }
  return { ...basket, items: [...items.values()] }
}

export function withoutListings(basket: Basket, ids: Iterable<string>): Basket {
  const out = new Set(ids)
  return { ...basket, items: basket.items.filter((item) => !out.has(item.id)) }
}

/** Puts taken items back where they stood in `before`, as Undo does; what was bought or taken since stays away. */
export function withItemsBack(
  basket: Basket,
  before: readonly BasketItem[],
  taken: Iterable<string>,
): Basket {
  const items = new Map(before.map((item) => [item.id, item]))
  const kept = new Map(basket.items.map((item) => [item.id, item]))
  const back = new Set(taken)
  const inPlace = before.flatMap(({ id }) => kept.get(id) ?? (back.has(id) ? (items.get(id) ?? []) : []))
  return { ...basket, items: [...inPlace, ...basket.items.filter((item) => !items.has(item.id))] }
}

/** The basket after its listings were read again; those missing from the answer are no longer for sale. */
export function refreshed(basket: Basket, asked: Iterable<string>, found: readonly Listing[]): Basket {
  const was = new Set(asked)
  const now = new Map(found.map((listing) => [listing.id, listing]))
  const items = basket.items.map((item): BasketItem => {
    if (!was.has(item.id)) return item
    const listing = now.get(item.id)
    if (!listing) return { ...item, lost: 'gone' }
    const chosen = item.chosen_price ?? item.price
    return {
      ...itemOf(listing),
      ...(chosen === listing.price ? {} : { chosen_price: chosen }),
      ...(listing.owned || listing.own ? { lost: 'owned' as const } : {}),
    }
  })
  return { ...basket, items }
}

export function canBuy(item: BasketItem): boolean {
  return item.lost === undefined
}

/** What the items that can be bought cost, in credits; added in hundredths, because floats drift. */
export function totalOf(items: readonly BasketItem[]): number {
  return items.filter(canBuy).reduce((sum, item) => sum + Math.round(item.price * 100), 0) / 100
}

/**
 * The order to send. While the basket is what an unanswered order was sent for, that order again with its key,
 * else a new one.
 */
export function intend(basket: Basket, newKey: () => string): Intention {
  const ids = basket.items.filter(canBuy).map((item) => item.id)
  const max_total = totalOf(basket.items)
  const sent = basket.intention
  if (sent && sent.max_total === max_total && isSameSet(sent.listing_ids, ids)) return sent
  return { key: newKey(), listing_ids: ids, max_total }
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  const set = new Set(some)
  return some.length === others.length && others.every((id) => set.has(id))
}

/** What storage holds, or an empty basket when that is nothing we wrote. */
export function parseBasket(text: string | null): Basket {
  if (!text) return emptyBasket
  try {
    const { items, intention } = JSON.parse(text) as Partial<Basket>
    if (!Array.isArray(items) || !items.every(isItem)) return emptyBasket
    return { items, intention: isIntention(intention) ? intention : null }
  } catch {
    return emptyBasket
  }
}

function isItem(given: Partial<BasketItem> | null): given is BasketItem {
  return typeof given?.id === 'string' && Number.isFinite(given.price) && Array.isArray(given.title_words)
}

function isIntention(given: Partial<Intention> | null | undefined): given is Intention {
  return typeof given?.key === 'string' && Array.isArray(given.listing_ids)
}
