import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'

export const RECONCILE_DAY = 'operations.reconcile_day'

/** Has a day compared soon, today without one; the operator sees it in the list. Needs withSystem. */
export async function requestRun(tx: Tx, operatorId: string, wanted?: string) {
  const today = new Date().toISOString().slice(0, 10)
  const day = wanted ?? today
  if (day > today) {
    const message = 'This day is yet to come'
    throw new Problem('invalid_input', message, { errors: [{ path: 'day', message }] })
  }
  await sql`
    insert into reconciliations (day, status) values (${day}, 'queued')
    on conflict (day) do update set status = 'queued'`.execute(tx)
  await sql`
    insert into audit_log (actor_id, action, subject_kind, subject_id, reason)
    values (${operatorId}, 'reconciliation.requested', 'reconciliation', ${day}, null)`.execute(tx)
  await enqueue(tx, RECONCILE_DAY, { day }, { key: `reconcile:${day}`, maxAttempts: 3 })
  return { day, status: 'queued' as const }
}
