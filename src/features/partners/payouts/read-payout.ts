import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { PAYOUT_COLUMNS, type PayoutRow, payoutOf } from './payout-row.ts'
import type { Payout } from './schema.ts'

/** One of the partner's own payouts. */
export async function readPayout(tx: Tx, workspaceId: string, payoutId: string): Promise<Payout> {
  const { rows } = await sql<PayoutRow>`
    select ${sql.raw(PAYOUT_COLUMNS)} from payouts p
    where p.workspace_id = ${workspaceId} and p.id = ${payoutId}`.execute(tx)
  if (!rows[0]) throw new Problem('not_found', 'There is no such payout')
  return payoutOf(rows[0])
}
