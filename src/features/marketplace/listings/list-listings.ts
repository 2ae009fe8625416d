import type { Tx } from '../../../platform/db/index.ts'
import type { Listing, ListingQuery } from '../schema.ts'
import { findListings } from './find-listings.ts'
import { decodePlace, encodePlace } from './listing-order.ts'
import { showListings } from './show-listings.ts'

/** How many listings one request may look at to leave out those the workspace has. */
const MAX_LOOKED_AT = 2_000
const MAX_BATCH = 500

/**
 * A page of the marketplace. With `hide_owned` a page can be shorter than asked, even empty, and still have
 * a next one.
 */
export async function listListings(tx: Tx, query: ListingQuery) {
  const { ids, sort, limit, cursor, hide_owned = false, ...filter } = query
  if (ids) return { data: await showListings(tx, ids), next_cursor: null }
  const data: Listing[] = []
  let after = cursor ? decodePlace(sort, cursor) : null
  let lookedAt = 0
  let batch = limit
  for (;;) {
    const places = await findListings(tx, { filter, sort, after, limit: batch + 1 })
    const isLast = places.length <= batch
    const looked = places.slice(0, batch)
    const shown = await showListings(
      tx,
      looked.map(({ id }) => id),
    )
    const wanted = hide_owned ? shown.filter(({ owned, own }) => !owned && !own) : shown
    const taken = wanted.slice(0, limit - data.length)
    data.push(...taken)
    // When the page fills up inside a batch, the next page begins behind its last listing.
    const isCut = taken.length < wanted.length
    after = (isCut ? looked.find(({ id }) => id === taken.at(-1)?.id) : looked.at(-1)) ?? after
    lookedAt += looked.length
    if (isLast && !isCut) return { data, next_cursor: null }
    if (data.length === limit || !hide_owned || lookedAt >= MAX_LOOKED_AT) {
      return { data, next_cursor: after && encodePlace(sort, after) }
    }
    batch = Math.min(MAX_BATCH, batch * 2)
  }
}
