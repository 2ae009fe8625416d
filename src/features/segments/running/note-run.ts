import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { StoredSegment } from '../read-segment.ts'

export interface Counted {
  count: number
  net_new: number | null
  /** Of the audience; null for own leads and where the provider tells none. */
  version: string | null
}

/** Keeps what a look at a segment found as its count and the day's, unless it was given another filter meanwhile. */
export async function noteCount(
  tx: Tx,
  { id, filters }: Pick<StoredSegment, 'id' | 'filters'>,
  { count, net_new, version }: Counted,
): Promise<void> {
  await sql`
    with counted as (
      update segments set last_count = ${count}, last_net_new = ${net_new}, last_counted_at = now()
      where workspace_id = current_workspace() and id = ${id} and filters = ${JSON.stringify(filters)}::jsonb
      returning workspace_id, id
    )
    insert into segment_counts (workspace_id, segment_id, day, count, net_new, version)
    select workspace_id, id, (now() at time zone 'UTC')::date, ${count}::bigint, ${net_new}::bigint, ${version}::text from counted
    on conflict (workspace_id, segment_id, day) do update
      set count = excluded.count, net_new = excluded.net_new, version = excluded.version`.execute(tx)
}

/** Keeps when a segment last pulled. */
export async function noteRun(tx: Tx, id: string): Promise<void> {
  await sql`
    update segments set last_run_at = now() where workspace_id = current_workspace() and id = ${id}`.execute(
    tx,
  )
}
