import type { Listing, Quoted, SkipReason } from '../../schema.ts'

/** What the basket remembers of a listing, so that it can be shown under other filters and after a reload. */
export type BasketItem = Pick<
  Listing,
  'id' | 'price' | 'score' | 'title_words' | 'seniority' | 'department' | 'industry' | 'company_size'
> &
  Pick<Listing, 'country' | 'state' | 'exclusive'> & {
    /** The price it was chosen at, when it has changed since. */
    chosen_price?: number
    /** Why it cannot be bought now. */
    lost?: Lost
  }

/** `held`: by a quote of somebody else, so perhaps not for long. `twice`: another item is the same person. */
export type Lost = 'gone' | 'owned' | 'held' | 'twice'

/** An order that was sent. Kept until its answer is known: sent again as it was, it cannot charge twice. */
export interface Intention {
  key: string
  quote_id: string
  listing_ids: string[]
  total: number
  /** The amount the person has confirmed, where the workspace asks for it. */
  confirmed_total?: number
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

/** The basket as a quote found it: its prices, and what it could not have. */
export function quotedBasket(basket: Basket, { items, skipped }: Pick<Quoted, 'items' | 'skipped'>): Basket {
  const prices = new Map(items.map((item) => [item.listing_id, item.price]))
  const reasons = new Map(skipped.map((skip) => [skip.listing_id, skip.reason]))
  return {
    ...basket,
    items: basket.items.map((item): BasketItem => {
      const reason = reasons.get(item.id)
      if (reason) return { ...item, lost: lostBy(reason) }
      const price = prices.get(item.id)
      if (price === undefined) return item
      const { lost: _, chosen_price, ...facts } = item
      const chosen = chosen_price ?? item.price
      return { ...facts, price, ...(chosen === price ? {} : { chosen_price: chosen }) }
    }),
  }
}

function lostBy(reason: SkipReason): Lost {
  if (reason === 'held') return 'held'
  if (reason === 'same_person') return 'twice'
  return reason === 'already_owned' || reason === 'own_listing' ? 'owned' : 'gone'
}

export function canBuy(item: BasketItem): boolean {
  return item.lost === undefined
}

/** What a quote is to be asked for: also what somebody else held, who may have let it go. */
export function quotable(basket: Pick<Basket, 'items'>): string[] {
  return basket.items.filter((item) => canBuy(item) || item.lost === 'held').map((item) => item.id)
}

/** What the items that can be bought cost, in credits; added in hundredths, because floats drift. */
export function totalOf(items: readonly BasketItem[]): number {
  return items.filter(canBuy).reduce((sum, item) => sum + Math.round(item.price * 100), 0) / 100
}

/** The order to send: the one that was sent before and never answered, if it is this very one, else a new one. */
export function intend(basket: Basket, wish: Omit<Intention, 'key'>, newKey: () => string): Intention {
  const sent = basket.intention
  const isSame = sent?.quote_id === wish.quote_id && sent.confirmed_total === wish.confirmed_total
  return sent && isSame ? sent : { key: newKey(), ...wish }
}

/** The order that was sent for just what the basket holds now and never answered. */
export function unansweredOf({ items, intention }: Basket): Intention | null {
  if (!intention) return null
  return isSameSet(
    intention.listing_ids,
    items.filter(canBuy).map((item) => item.id),
  )
    ? intention
    : null
}

export function isSameSet(some: readonly string[], others: readonly string[]): boolean {
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
  return (
    [given?.key, given?.quote_id].every((text) => typeof text === 'string') &&
    Array.isArray(given?.listing_ids)
  )
}
