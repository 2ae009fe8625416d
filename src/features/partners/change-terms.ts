import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { toHundredths } from '../credits/index.ts'
import { appendEvent } from '../events/index.ts'
import { leadsOfListings } from './own-listings.ts'
import { requireApproved } from './require-approved.ts'
import type { ListingTerms } from './schema.ts'

/**
 * Changes price, buyers or expiry of own listings. Those withdrawn or suspended stay as they are. 409 when
 * one was sold to more buyers than the new maximum.
 */
export async function changeTerms(tx: Tx, workspaceId: string, listingIds: string[], terms: ListingTerms) {
  await requireApproved(tx, workspaceId)
  await leadsOfListings(tx, workspaceId, listingIds)
  const { price, max_buyers = null, expires_at } = terms
  const { rows } = await sql<{ id: string }>`
    select id from reprice_listings(
      ${listingIds}::uuid[], ${price === undefined ? null : toHundredths(price)}, ${max_buyers},
      ${expires_at ?? null}, ${expires_at === null}) as changed (id)`.execute(tx)
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await appendEvent(tx, { workspaceId, type: 'listing.updated', payload: { ids, count: ids.length } })
  }
  return { changed: ids.length, asked: listingIds.length }
}
