import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

/** Signs a person out in one place, at once. Takes a system transaction. */
export async function revokeSession(tx: Tx, userId: string, sessionId: string): Promise<void> {
  const { numAffectedRows } = await sql`
    delete from auth.session where id = ${sessionId} and user_id = ${userId}
  `.execute(tx)
  if (!numAffectedRows) throw new Problem('not_found', 'There is no such session')
}

/** Signs a person out everywhere but here. Takes a system transaction. */
export async function revokeOtherSessions(tx: Tx, userId: string, keptSessionId: string): Promise<void> {
  await sql`delete from auth.session where user_id = ${userId} and id <> ${keptSessionId}`.execute(tx)
}
