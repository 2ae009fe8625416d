import { sql } from 'kysely'
import { type Databases, withSystem, withWorkspace } from '../../platform/db/index.ts'

/** Counts every partner's verified leads and uploads anew, one partner at a time. */
export async function refreshQuality(db: Databases, signal: AbortSignal): Promise<void> {
  const { rows } = await withSystem(db, (tx) =>
    sql<{ workspace_id: string }>`select workspace_id from partners order by workspace_id`.execute(tx),
  )
  for (const { workspace_id } of rows) {
    if (signal.aborted) return
    await withWorkspace(db, workspace_id, (tx) => sql`select refresh_partner_quality()`.execute(tx))
  }
}
