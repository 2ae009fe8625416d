import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { engageLeads } from './engage-leads.ts'

interface Moved {
  visitor_id: string
  was_lead_id: string | null
  lead_id: string | null
}

/**
 * Makes visitors whose their links in force say they are, after links came, went or found a lead. All their visits go
 * with them, those before they were identified too. Tells the live clients and counts the visits for the scores.
 */
export async function followLinks(tx: Tx, visitorIds: readonly string[]): Promise<void> {
  const { rows: moved } = await sql<Moved>`
    select visitor_id, was_lead_id, lead_id from follow_visitor_links(${[...new Set(visitorIds)]}::uuid[])`.execute(
    tx,
  )
  if (moved.length === 0) return
  await sql`
    insert into events (workspace_id, type, payload)
    select current_workspace(), case when lead_id is null then 'visitor.changed' else 'visitor.identified' end,
      jsonb_build_object('visitor_id', visitor_id, 'lead_id', lead_id)
    from unnest(${moved.map((row) => row.visitor_id)}::uuid[], ${moved.map((row) => row.lead_id)}::uuid[])
      as m (visitor_id, lead_id)`.execute(tx)
  await engageLeads(
    tx,
    moved.flatMap(({ was_lead_id, lead_id }) => [was_lead_id, lead_id]).filter((id) => id !== null),
  )
}
