import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'

export const REFRESH = 'segments.refresh'

/** Soon looks who is in a segment of own leads, as if for the first time: of those nobody entered or left. */
export async function startWatch(tx: Tx, segmentId: string): Promise<void> {
  const { rows } = await sql<{ workspace_id: string }>`
    insert into segment_watches (workspace_id, segment_id) values (current_workspace(), ${segmentId})
    on conflict (workspace_id, segment_id) do update set filters = null
    returning workspace_id`.execute(tx)
  const workspaceId = rows[0]?.workspace_id
  await enqueue(tx, REFRESH, { workspace_id: workspaceId }, { key: `${REFRESH}:${workspaceId}` })
}
