import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export type VersionAction = 'audience.loaded' | 'audience.cancelled' | 'audience.activated'

/** Notes what an operator did to a version. Needs withSystem. */
export async function noteAudit(
  tx: Tx,
  operatorId: string,
  action: VersionAction,
  versionId: string,
  after: object | null = null,
): Promise<void> {
  await sql`
    insert into audit_log (actor_id, action, subject_kind, subject_id, after)
    values (${operatorId}, ${action}, 'audience_version', ${versionId}, ${after === null ? null : JSON.stringify(after)}::jsonb)`.execute(
    tx,
  )
}
