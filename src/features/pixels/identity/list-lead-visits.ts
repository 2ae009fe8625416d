import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { findLead } from '../../leads/index.ts'
import { pageOfSessions } from '../visitors/list-sessions.ts'

/** A page of a lead's visits in all its browsers, the newest first: those before it was known who it is, too. */
export async function listLeadVisits(
  tx: Tx,
  leadId: string,
  asked: { limit: number; cursor?: string | undefined },
) {
  await findLead(tx, leadId)
  const whose = sql`s.visitor_id in (
    select v.id from visitors v
    join pixels p on p.workspace_id = v.workspace_id and p.id = v.pixel_id and p.deleted_at is null
    where v.workspace_id = current_workspace() and v.lead_id = ${leadId})`
  return pageOfSessions(tx, whose, asked)
}
