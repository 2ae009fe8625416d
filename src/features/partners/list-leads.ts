import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import { toHundredths } from '../credits/index.ts'
import { appendEvent } from '../events/index.ts'
import { requireApproved } from './require-approved.ts'
import type { NewListings } from './schema.ts'

/** Puts own leads on sale. 404 when one is not the workspace's, 403 for who may not sell. */
export async function listLeads(tx: Tx, workspaceId: string, wish: NewListings) {
  await requireApproved(tx, workspaceId)
  const { lead_ids, price, max_buyers, expires_at = null } = wish
  const own = await sql<{ found: number }>`
    select count(*) as found from leads
    where workspace_id = ${workspaceId} and id = any (${lead_ids}::uuid[])`.execute(tx)
  if (own.rows[0]?.found !== lead_ids.length) throw new Problem('not_found', 'There is no such lead')
  const { rows } = await sql<{ listed: number }>`
    select list_leads(${lead_ids}::uuid[], ${toHundredths(price)}, ${max_buyers}, ${expires_at}) as listed`.execute(
    tx,
  )
  const listed = rows[0]?.listed ?? 0
  if (listed > 0) await appendEvent(tx, { workspaceId, type: 'listing.updated', payload: { count: listed } })
  return { listed, asked: lead_ids.length }
}
