import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Sums up the days that are over, for the money page. Needs withSystem. */
export async function sumUpDays(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql`select sum_up_ledger_days()`.execute(tx)
}
