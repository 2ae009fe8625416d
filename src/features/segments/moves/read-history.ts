import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { findSegment } from '../read-segment.ts'
import type { DayCount } from '../schema.ts'

/** The counts of a segment on the days (UTC) of the last so many on which it was looked at, oldest first. */
export async function readHistory(tx: Tx, id: string, days: number): Promise<DayCount[]> {
  await findSegment(tx, id)
  const { rows } = await sql<DayCount>`
    select to_char(day, 'YYYY-MM-DD') as day, count, net_new, version from segment_counts
    where workspace_id = current_workspace() and segment_id = ${id}
      and day > (now() at time zone 'UTC')::date - ${days}::int
    order by segment_counts.day`.execute(tx)
  return rows
}
