import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { publishSegment } from './publish-segment.ts'
import { segmentNotFound } from './read-segment.ts'

/** Deletes a segment with its standing order and its history. Leads it pulled stay. */
export async function deleteSegment(tx: Tx, id: string): Promise<void> {
  // In the order of a refresh, which has this row while it looks.
  await sql`
    select from segment_watches where workspace_id = current_workspace() and segment_id = ${id} for update`.execute(
    tx,
  )
  const { numAffectedRows } = await sql`
    delete from segments where workspace_id = current_workspace() and id = ${id}`.execute(tx)
  if (numAffectedRows === 0n) throw segmentNotFound()
  await publishSegment(tx, 'segment.deleted', id)
}
