import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Makes a person an operator of the platform. Takes a system transaction. */
export async function grantOperator(tx: Tx, userId: string): Promise<void> {
  await sql`insert into operators (user_id) values (${userId}) on conflict do nothing`.execute(tx)
}
