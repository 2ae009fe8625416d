import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'

/** The leads of own listings; 404 when one of them is not the workspace's. */
export async function leadsOfListings(tx: Tx, workspaceId: string, listingIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ lead_id: string }>`
    select lead_id from listings
    where workspace_id = ${workspaceId} and id = any (${listingIds}::uuid[])`.execute(tx)
  if (rows.length !== listingIds.length) throw new Problem('not_found', 'There is no such listing')
  return rows.map((row) => row.lead_id)
}
