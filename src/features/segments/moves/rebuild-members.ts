import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { leadCondition } from '../own-leads/lead-condition.ts'
import type { Watched } from './refresh-segment.ts'

/** Who is in a segment at the first look: of those nobody has entered, nor left before. */
export async function rebuildMembers(tx: Tx, { id, filters, watched_from }: Watched): Promise<void> {
  await sql`
    delete from segment_members where workspace_id = current_workspace() and segment_id = ${id}`.execute(tx)
  await sql`
    with added as (
      insert into segment_members (workspace_id, segment_id, lead_id)
      select l.workspace_id, ${id}, l.id from leads l
      where l.workspace_id = current_workspace() and ${leadCondition(filters)}
      returning lead_id
    )
    update segment_watches set members = (select count(*) from added), refreshed_at = statement_timestamp(),
      seen_xid = pg_snapshot_xmin(pg_current_snapshot()), watched_from = ${watched_from}::timestamptz
    where workspace_id = current_workspace() and segment_id = ${id}`.execute(tx)
}
