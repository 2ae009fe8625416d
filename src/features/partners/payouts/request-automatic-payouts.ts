import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'

/** The weekly payouts of those who want them, one partner at a time; answers how many were asked for. */
export async function requestAutomaticPayouts(db: Databases, signal: AbortSignal): Promise<number> {
  const { rows } = await withSystem(db, (tx) =>
    sql<{ workspace_id: string }>`
      select workspace_id from payout_accounts where automatic order by workspace_id`.execute(tx),
  )
  let asked = 0
  for (const { workspace_id } of rows) {
    if (signal.aborted) break
    const answer = await withSystem(db, (tx) =>
      sql<{ id: string | null }>`select request_automatic_payout(${workspace_id}) as id`.execute(tx),
    )
    if (answer.rows[0]?.id) asked++
  }
  return asked
}
