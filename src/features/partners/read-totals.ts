import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { toCredits } from '../credits/index.ts'
import { EARNING_STATES, type EarningState } from './schema.ts'

interface TotalRow {
  state: EarningState
  sales: number
  earning_hundredths: number
}

export type EarningTotals = Record<EarningState, { sales: number; credits: number }>

/** How many sales, and how many credits, are in each state. */
export async function readTotals(tx: Tx): Promise<EarningTotals> {
  const { rows } = await sql<TotalRow>`select * from partner_earning_totals()`.execute(tx)
  const of = (state: EarningState) => {
    const row = rows.find((found) => found.state === state)
    return { sales: row?.sales ?? 0, credits: toCredits(row?.earning_hundredths ?? 0) }
  }
  return Object.fromEntries(EARNING_STATES.map((state) => [state, of(state)])) as EarningTotals
}
