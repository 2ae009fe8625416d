import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

/** Whether a person has shown that the address is theirs. Takes a system transaction. */
export async function readEmailVerification(tx: Tx, userId: string) {
  const { rows } = await sql<{ email: string; verified: boolean }>`
    select email, email_verified as verified from auth."user" where id = ${userId}
  `.execute(tx)
  const [row] = rows
  if (!row) throw new Problem('not_found', 'There is no such person')
  return row
}
