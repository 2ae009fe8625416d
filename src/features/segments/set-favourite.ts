import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { findSegment } from './read-segment.ts'

/** Whether a segment is among somebody's favourites; saying it again changes nothing. */
export async function setFavourite(tx: Tx, id: string, userId: string, isFavourite: boolean): Promise<void> {
  await findSegment(tx, id)
  if (isFavourite) {
    await sql`
      insert into segment_favourites (workspace_id, user_id, segment_id)
      values (current_workspace(), ${userId}, ${id}) on conflict do nothing`.execute(tx)
  } else {
    await sql`
      delete from segment_favourites
      where workspace_id = current_workspace() and user_id = ${userId} and segment_id = ${id}`.execute(tx)
  }
}
