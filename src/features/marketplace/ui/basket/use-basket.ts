import { useMemo, useSyncExternalStore } from 'react'
import { newIdempotencyKey, plural, toast } from '../../../../ui/index.ts'
import { useMe } from '../../../accounts/ui/index.ts'
import type { Listing, Quoted } from '../../schema.ts'
import {
  type Basket,
  type BasketItem,
  canBuy,
  type Intention,
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

const prefix = 'assay.basket.'
const known = new Map<string, Basket>()
const listeners = new Set<() => void>()

function read(key: string): Basket {
  let basket = known.get(key)
  if (!basket) {
    basket = parseBasket(localStorage.getItem(key))
    known.set(key, basket)
  }
  return basket
}

function write(key: string, basket: Basket) {
  known.set(key, basket)
  try {
    localStorage.setItem(key, JSON.stringify(basket))
  } catch {
    // Storage is full or closed to us: the basket then lasts as long as the page.
  }
  for (const tell of listeners) tell()
}

/** Another tab of the same workspace changed its basket, which is also ours. */
function onStorage({ key }: StorageEvent) {
  if (key !== null && !key.startsWith(prefix)) return
  if (key === null) known.clear()
  else known.delete(key)
  for (const tell of listeners) tell()
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) addEventListener('storage', onStorage)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('storage', onStorage)
  }
}

export interface BasketState {
  items: readonly BasketItem[]
  /** How many can be bought, and what they cost. */
  count: number
  total: number
  /** The order of this very basket, sent before, whose answer never came. */
  unanswered: Intention | null
  /** The listings a quote is to be asked for. */
  quotable: string[]
  has: (id: string) => boolean
  add: (listings: Listing[]) => void
  remove: (ids: Iterable<string>) => void
  /** Removes and offers Undo. */
  takeOut: (ids: readonly string[]) => void
  refresh: (asked: readonly string[], found: readonly Listing[]) => void
  quoted: (found: Pick<Quoted, 'items' | 'skipped'>) => void
  /** The order to send now, kept until `answered`. */
  intend: (wish: Omit<Intention, 'key'>) => Intention
  answered: () => void
}

function stateOf(key: string, basket: Basket): BasketState {
  const ids = new Set(basket.items.map((item) => item.id))
  // Each change begins from what is kept now: two may come before the page is drawn again.
  const change = (by: (now: Basket) => Basket) => write(key, by(read(key)))
  return {
    items: basket.items,
    count: basket.items.filter(canBuy).length,
    total: totalOf(basket.items),
    unanswered: unansweredOf(basket),
    quotable: quotable(basket),
    has: (id) => ids.has(id),
    add(listings) {
      const wanted = new Set([...ids, ...listings.map((listing) => listing.id)]).size
      change((now) => withListings(now, listings))
      if (wanted > MAX_ITEMS) {
        toast({ id: 'basket-full', title: `The basket is full: an order takes ${plural(MAX_ITEMS, 'lead')}` })
      }
    },
    remove: (out) => change((now) => withoutListings(now, out)),
    takeOut(out) {
      const before = read(key).items
      const taken = out.filter((id) => ids.has(id))
      if (taken.length === 0) return
      change((now) => withoutListings(now, out))
      const title =
        out.length === before.length ? 'Basket cleared' : `${plural(out.length, 'lead')} taken out`
      toast.undo(title, () => change((now) => withItemsBack(now, before, taken)))
    },
    refresh: (asked, found) => change((now) => refreshed(now, asked, found)),
    quoted: (found) => change((now) => quotedBasket(now, found)),
    intend(wish) {
      const intention = intend(read(key), wish, newIdempotencyKey)
      change((now) => ({ ...now, intention }))
      return intention
    },
    answered: () => change((now) => ({ ...now, intention: null })),
  }
}

/** The workspace's basket: survives filters, pages and reloads, and is the same in every tab. */
export function useBasket(): BasketState {
  const { workspace } = useMe()
  const key = `${prefix}${workspace?.id ?? ''}`
  const basket = useSyncExternalStore(subscribe, () => read(key))
  return useMemo(() => stateOf(key, basket), [key, basket])
}
