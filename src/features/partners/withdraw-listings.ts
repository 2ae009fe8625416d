import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { appendEvent } from '../events/index.ts'
import { leadsOfListings } from './own-listings.ts'

/** Takes own listings off the market; what was sold stays sold. A suspended partner may do it too. */
export async function withdrawListings(tx: Tx, workspaceId: string, listingIds: string[]) {
  const leadIds = await leadsOfListings(tx, workspaceId, listingIds)
  const { rows } = await sql<{ withdrawn: number }>`
    select withdraw_listings_of(${leadIds}::uuid[]) as withdrawn`.execute(tx)
  const withdrawn = rows[0]?.withdrawn ?? 0
  if (withdrawn > 0) {
    const payload = { ids: listingIds, count: withdrawn }
    await appendEvent(tx, { workspaceId, type: 'listing.updated', payload })
  }
  return { withdrawn, asked: listingIds.length }
}
