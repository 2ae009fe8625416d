import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { ReturnRate } from './schema.ts'

interface RateRow {
  sold: number
  returned: number
  median: string | null
  partners: number
}

/** A median of fewer would tell what one of them does. */
const FEWEST_PARTNERS = 3

/** How much of what the partner sold came back, against the others. */
export async function readReturnRate(tx: Tx): Promise<ReturnRate> {
  const { rows } = await sql<RateRow>`select * from partner_return_rate()`.execute(tx)
  const { sold = 0, returned = 0, median = null, partners = 0 } = rows[0] ?? {}
  return {
    ...{ sold, returned, rate: sold > 0 ? returned / sold : null },
    median: median !== null && partners >= FEWEST_PARTNERS ? Number(median) : null,
  }
}
