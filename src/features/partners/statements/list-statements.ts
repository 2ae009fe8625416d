import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { Statement } from './schema.ts'

interface Row {
  month: string
  opening_hundredths: number
  sales: number
  sales_hundredths: number
  reversals: number
  reversals_hundredths: number
  payouts: number
  payouts_hundredths: number
  payouts_returned: number
  payouts_returned_hundredths: number
  closing_hundredths: number
}

/** Every month (UTC) in which the partner's earnings moved, newest first. */
export async function listStatements(tx: Tx): Promise<Statement[]> {
  const { rows } = await sql<Row>`select * from partner_statements()`.execute(tx)
  return rows.map((row) => ({
    month: row.month.slice(0, 7),
    opening: toCredits(row.opening_hundredths),
    sales: toCredits(row.sales_hundredths),
    sales_count: row.sales,
    reversals: toCredits(row.reversals_hundredths),
    reversals_count: row.reversals,
    payouts: toCredits(row.payouts_hundredths),
    payouts_count: row.payouts,
    payouts_returned: toCredits(row.payouts_returned_hundredths),
    payouts_returned_count: row.payouts_returned,
    closing: toCredits(row.closing_hundredths),
  }))
}

/** One month; where nothing happened, what stood before it stands after it. */
export function statementOf(statements: readonly Statement[], month: string): Statement {
  const found = statements.find((statement) => statement.month === month)
  if (found) return found
  const stood = statements.find((statement) => statement.month < month)?.closing ?? 0
  return {
    ...{ month, opening: stood, sales: 0, sales_count: 0, reversals: 0, reversals_count: 0 },
    ...{ payouts: 0, payouts_count: 0, payouts_returned: 0, payouts_returned_count: 0, closing: stood },
  }
}
