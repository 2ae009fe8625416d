import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Changes a person's name. Takes a system transaction. */
export async function renameUser(tx: Tx, userId: string, name: string): Promise<void> {
  await sql`update auth."user" set name = ${name}, updated_at = now() where id = ${userId}`.execute(tx)
}
