import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import type { CheckRequest } from './schema.ts'

export const CHECK = 'analytics.check'

/** Has figures compared with their rows soon; the operator finds what differs among the exceptions. Needs withSystem. */
export async function requestCheck(tx: Tx, operatorId: string, wanted: CheckRequest): Promise<void> {
  const { workspace_id = null, repair } = wanted
  await sql`
    insert into audit_log (actor_id, action, subject_kind, subject_id, about_workspace_id, after)
    values (${operatorId}, 'figures.checked', 'figures', ${workspace_id ?? 'all'}, ${workspace_id}::uuid,
      ${JSON.stringify({ repair })}::jsonb)`.execute(tx)
  await enqueue(tx, CHECK, wanted)
}
