import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { Money } from './schema.ts'

interface Row {
  month: string
  checkouts: number
  hundredths: number
  amount_cents: number
  refunded_cents: number
  disputed_cents: number
  owed_hundredths: number
}

/** What was paid for credits, by month, and what of it went back. */
export async function readSales(tx: Tx): Promise<Money['sales']> {
  const { rows } = await sql<Row>`
    select to_char(granted_at at time zone 'UTC', 'YYYY-MM') as month, count(*) as checkouts,
      sum(credits_hundredths)::bigint as hundredths, sum(amount_cents)::bigint as amount_cents,
      sum(refunded_cents)::bigint as refunded_cents, sum(disputed_cents)::bigint as disputed_cents,
      sum(owed_hundredths)::bigint as owed_hundredths
    from checkouts where granted_at is not null group by 1 order by 1 desc`.execute(tx)
  const total = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  return {
    amount_cents: total((row) => row.amount_cents),
    refunded_cents: total((row) => row.refunded_cents),
    disputed_cents: total((row) => row.disputed_cents),
    owed_credits: toCredits(total((row) => row.owed_hundredths)),
    months: rows.map(({ month, checkouts, hundredths, amount_cents }) => ({
      ...{ month, checkouts, amount_cents },
      credits: toCredits(hundredths),
    })),
  }
}
