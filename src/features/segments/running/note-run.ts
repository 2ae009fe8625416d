import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { StoredSegment } from '../read-segment.ts'

/** Keeps what a look at a segment found, unless it was given another filter meanwhile. */
export async function noteCount(
  tx: Tx,
  { id, filters }: Pick<StoredSegment, 'id' | 'filters'>,
  { count, net_new }: { count: number; net_new: number | null },
): Promise<void> {
  await sql`
    update segments set last_count = ${count}, last_net_new = ${net_new}, last_counted_at = now()
    where workspace_id = current_workspace() and id = ${id} and filters = ${JSON.stringify(filters)}::jsonb`.execute(
    tx,
  )
}

/** Keeps when a segment last pulled. */
export async function noteRun(tx: Tx, id: string): Promise<void> {
  await sql`
    update segments set last_run_at = now() where workspace_id = current_workspace() and id = ${id}`.execute(
    tx,
  )
}
