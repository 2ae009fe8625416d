import { sql } from 'kysely'
import { type Databases, withWorkspace } from '../../platform/db/index.ts'

/** So few that one piece takes no longer than anybody waits for a lock. */
const BATCH = 200

/** Removes what a deleted pixel's visitors did, a piece at a time, and last the pixel. May be run again. */
export async function erasePixel(
  db: Databases,
  { workspaceId, pixelId }: { workspaceId: string; pixelId: string },
  signal: AbortSignal,
): Promise<void> {
  while (await eraseSome(db, workspaceId, pixelId)) signal.throwIfAborted()
}

/** False when nothing is left. */
function eraseSome(db: Databases, workspaceId: string, pixelId: string): Promise<boolean> {
  return withWorkspace(db, workspaceId, async (tx) => {
    // A visitor refers to its pixel: while this is held none is added.
    const { rows } = await sql`
      select from pixels where workspace_id = current_workspace() and id = ${pixelId} and deleted_at is not null
      for update`.execute(tx)
    if (rows.length === 0) return false
    const { numAffectedRows } = await sql`
      with gone as materialized (
        select id from visitors where workspace_id = current_workspace() and pixel_id = ${pixelId} limit ${BATCH}
      ), _events as (
        delete from pixel_events where workspace_id = current_workspace() and session_id in (
          select s.id from visitor_sessions s join gone g on g.id = s.visitor_id
          where s.workspace_id = current_workspace())
      )
      delete from visitors where workspace_id = current_workspace() and id in (select id from gone)`.execute(
      tx,
    )
    if ((numAffectedRows ?? 0n) > 0n) return true
    await sql`delete from pixels where workspace_id = current_workspace() and id = ${pixelId}`.execute(tx)
    return false
  })
}
