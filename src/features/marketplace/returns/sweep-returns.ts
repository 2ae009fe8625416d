import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Hands to the operator what partners left unanswered and reminds them of the rest; says how many. Needs withSystem. */
export async function sweepReturns(tx: Tx): Promise<number> {
  const { rows } = await sql<{ done: number }>`select sweep_returns() as done`.execute(tx)
  return rows[0]?.done ?? 0
}
