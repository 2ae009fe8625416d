import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import { toCredits } from '../credits/index.ts'
import type { Earnings, Sale } from './schema.ts'

interface MonthRow {
  month: string
  sales: number
  earned_hundredths: number
  released_hundredths: number
}

interface SaleRow extends Pick<Sale, 'id' | 'listing_id' | 'rate_percent' | 'rule_version' | 'rule_inputs'> {
  sold_at: Date
  place: string
  price_hundredths: number
  earning_hundredths: number
  released_at: Date
  released: boolean
}

const SHOWN_MONTHS = 12
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/
const cursorSchema = z.tuple([z.string().regex(TIME), z.guid()])

/** What the partner earned: in all, by month, sale by sale. Nothing in it tells who bought. */
export async function readEarnings(tx: Tx, page: { limit: number; cursor?: string }): Promise<Earnings> {
  const months = (await sql<MonthRow>`select * from partner_months_earned()`.execute(tx)).rows
  const sum = (value: (row: MonthRow) => number) => months.reduce((total, row) => total + value(row), 0)
  const total = sum((row) => row.earned_hundredths)
  const available = sum((row) => row.released_hundredths)
  return {
    total: toCredits(total),
    pending: toCredits(total - available),
    available: toCredits(available),
    sales: sum((row) => row.sales),
    months: months.slice(0, SHOWN_MONTHS).map(({ month, sales, earned_hundredths }) => ({
      ...{ month: month.slice(0, 7), sales, earned: toCredits(earned_hundredths) },
    })),
    ...(await listSales(tx, page)),
  }
}

async function listSales(tx: Tx, { limit, cursor }: { limit: number; cursor?: string }) {
  const [before, beforeId] = cursor ? decodeCursor(cursor, cursorSchema) : [null, null]
  const { rows } = await sql<SaleRow>`
    select *, sold_at::text as place, released_at <= now() as released
    from partner_sales(${before}::timestamptz, ${beforeId}::uuid, ${limit + 1})`.execute(tx)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(saleOf),
    next_cursor: rows.length > limit && last ? encodeCursor([last.place, last.id]) : null,
  }
}

function saleOf(row: SaleRow): Sale {
  const { id, listing_id, rate_percent, rule_version, rule_inputs, released } = row
  return {
    ...{ id, listing_id, rate_percent, rule_version, rule_inputs, released },
    sold_at: row.sold_at.toISOString(),
    price: toCredits(row.price_hundredths),
    earning: toCredits(row.earning_hundredths),
    released_at: row.released_at.toISOString(),
  }
}
