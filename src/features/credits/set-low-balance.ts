import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { toHundredths } from './hundredths.ts'

/** From which balance on, in credits, the workspace wants to be told; null: not at all. */
export async function setLowBalance(tx: Tx, credits: number | null): Promise<void> {
  await sql`select set_low_balance(${credits === null ? null : toHundredths(credits)})`.execute(tx)
}
