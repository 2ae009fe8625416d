import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Tells the live clients how far a pull is: counts only. Its end is told by end_pull(). */
export async function publishPull(tx: Tx, pullId: string): Promise<void> {
  await sql`
    insert into events (workspace_id, type, payload)
    select workspace_id, 'pull.progressed', jsonb_build_object('pull_id', id, 'segment_id', segment_id, 'status', status,
      'wanted', wanted, 'pulled', pulled, 'credits_charged', as_credits(charged_hundredths))
    from pulls where workspace_id = current_workspace() and id = ${pullId} and status = 'running'`.execute(tx)
}
