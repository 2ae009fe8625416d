import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { Payout } from './schema.ts'

export interface PayoutDecision {
  operatorId: string
  payoutId: string
  status: 'paid' | 'failed'
  /** The payment's reference, or why it failed. */
  words: string
}

/** The operator's word on a payout by hand. Needs withSystem; the database checks the operator once more. */
export async function decidePayout(tx: Tx, { operatorId, payoutId, status, words }: PayoutDecision) {
  const { rows } = await sql<{ status: Payout['status'] }>`
    select decide_payout(${operatorId}, ${payoutId}, ${status}, ${words}) as status`.execute(tx)
  return rows[0] as { status: Payout['status'] }
}
