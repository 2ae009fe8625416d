import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

/** Tells the live clients that a segment is another; which people match it is told by other events. */
export async function publishSegment(
  tx: Tx,
  type: 'segment.created' | 'segment.updated' | 'segment.deleted',
  id: string,
): Promise<void> {
  await sql`
    insert into events (workspace_id, type, payload)
    values (current_workspace(), ${type}, jsonb_build_object('segment_id', ${id}::uuid))`.execute(tx)
}
