import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { findLead } from '../../leads/index.ts'
import { readVisitor } from '../visitors/read-visitor.ts'
import { engageLeads } from './engage-leads.ts'

/** Deletes a visitor with all it did and all that was known of it. A browser that comes again begins anew. */
export async function deleteVisitor(tx: Tx, visitorId: string): Promise<void> {
  await readVisitor(tx, visitorId)
  await deleteVisitors(tx, [visitorId])
}

/** Deletes every browser of a lead with all it did. The lead stays. */
export async function deleteVisitsOfLead(tx: Tx, leadId: string): Promise<void> {
  await findLead(tx, leadId)
  const { rows } = await sql<{ id: string }>`
    select id from visitors where workspace_id = current_workspace() and lead_id = ${leadId}`.execute(tx)
  await deleteVisitors(
    tx,
    rows.map(({ id }) => id),
  )
}

/** Sessions and links go with their visitor. */
async function deleteVisitors(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{ lead_id: string | null }>`
    select lead_id from visitors where workspace_id = current_workspace() and id = any (${ids}::uuid[])
    order by id for update`.execute(tx)
  await sql`
    delete from pixel_events where workspace_id = current_workspace() and session_id in (
      select id from visitor_sessions
      where workspace_id = current_workspace() and visitor_id = any (${ids}::uuid[]))`.execute(tx)
  await sql`
    delete from visitors where workspace_id = current_workspace() and id = any (${ids}::uuid[])`.execute(tx)
  await sql`
    insert into events (workspace_id, type, payload)
    select current_workspace(), 'visitor.changed', jsonb_build_object('visitor_id', id)
    from unnest(${ids}::uuid[]) id`.execute(tx)
  await engageLeads(
    tx,
    rows.flatMap(({ lead_id }) => lead_id ?? []),
  )
}
