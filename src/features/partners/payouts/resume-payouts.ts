import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Takes up again what Stripe has not answered for a day, and tells the operator. Needs withSystem. */
export async function resumePayouts(tx: Tx): Promise<void> {
  await sql`select resume_payouts()`.execute(tx)
}
