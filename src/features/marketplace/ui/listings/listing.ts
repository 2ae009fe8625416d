import { api } from '../../../../ui/index.ts'
import type { Listing } from '../../schema.ts'
import { headlineOf } from '../words.ts'

/** A row of the marketplace; `gone` once it was seen to be no longer for sale while the list stayed where it was. */
export type MarketRow = Listing & { gone?: boolean }

export const listingIdOf = (row: MarketRow) => row.id
export const listingNameOf = (row: MarketRow) => `${headlineOf(row)}, score ${row.score}`

export function isBuyable({ owned, own, left, gone }: MarketRow): boolean {
  return !owned && !own && !gone && left > 0
}

/** Listings one request may ask for by id. */
const MAX_IDS = 50

/** The listings as they are now; those no longer for sale are missing from the answer. */
export async function readListings(ids: readonly string[], signal?: AbortSignal): Promise<Listing[]> {
  const found: Listing[] = []
  for (let start = 0; start < ids.length; start += MAX_IDS) {
    const query = { ids: ids.slice(start, start + MAX_IDS).join(',') }
    const { data } = await api<{ data: Listing[] }>('GET', '/api/marketplace/listings', { query, signal })
    found.push(...data)
  }
  return found
}
