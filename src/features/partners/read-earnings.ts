import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import { toCredits, toHundredths } from '../credits/index.ts'
import { readTotals } from './read-totals.ts'
import type { Earnings, Sale } from './schema.ts'
import { listStatements } from './statements/list-statements.ts'

interface RulesRow {
  version: number
  currency: string
  payout_cents_per_credit: number
  payout_minimum_cents: number
}

interface ReleaseRow {
  day: string
  first_at: Date
  sales: number
  earning_hundredths: number
}

type Dated = 'sold_at' | 'released_at' | 'returned_at'

interface SaleRow extends Omit<Sale, Dated | 'price' | 'earning'> {
  sold_at: Date
  place: string
  price_hundredths: number
  earning_hundredths: number
  released_at: Date
  returned_at: Date | null
}

const SHOWN_MONTHS = 12
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/
const cursorSchema = z.tuple([z.string().regex(TIME), z.guid()])

/** What the partner earned: by state, by month, sale by sale. Nothing in it tells who bought. */
export async function readEarnings(tx: Tx, page: { limit: number; cursor?: string }): Promise<Earnings> {
  const states = await readTotals(tx)
  const { pending, available, in_payout, paid, reversed } = states
  const months = (await listStatements(tx)).filter(({ sales_count }) => sales_count > 0)
  const held = [pending, available, in_payout, paid]
  return {
    total: sumOf(held.map(({ credits }) => credits)),
    pending: pending.credits,
    available: available.credits,
    sales: held.reduce((sum, { sales }) => sum + sales, reversed.sales),
    states,
    releases: await listReleases(tx),
    payout: await nextPayout(tx, available.credits),
    months: months.slice(0, SHOWN_MONTHS).map(({ month, sales_count, sales }) => ({
      ...{ month, sales: sales_count, earned: sales },
    })),
    ...(await listSales(tx, page)),
  }
}

function sumOf(credits: number[]): number {
  return toCredits(credits.reduce((sum, value) => sum + toHundredths(value), 0))
}

async function listReleases(tx: Tx): Promise<Earnings['releases']> {
  const { rows } = await sql<ReleaseRow>`select * from partner_releases()`.execute(tx)
  return rows.map(({ day, first_at, sales, earning_hundredths }) => ({
    ...{ day: day.slice(0, 10), first_at: first_at.toISOString(), sales },
    credits: toCredits(earning_hundredths),
  }))
}

async function nextPayout(tx: Tx, credits: number): Promise<Earnings['payout']> {
  const { rows } = await sql<RulesRow>`
    select r.version, r.currency, r.payout_cents_per_credit, r.payout_minimum_cents from money_rules_at(now()) r`.execute(
    tx,
  )
  const rules = rows[0] as RulesRow
  return {
    credits,
    amount_cents: Math.floor((toHundredths(credits) * rules.payout_cents_per_credit) / 100),
    minimum_cents: rules.payout_minimum_cents,
    cents_per_credit: rules.payout_cents_per_credit,
    currency: rules.currency,
    rule_version: rules.version,
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
  const { id, listing_id, rate_percent, rule_version, rule_inputs, released, state, return_open, payout_id } =
    row
  return {
    ...{ id, listing_id, rate_percent, rule_version, rule_inputs, released, state, return_open, payout_id },
    sold_at: row.sold_at.toISOString(),
    price: toCredits(row.price_hundredths),
    earning: toCredits(row.earning_hundredths),
    released_at: row.released_at.toISOString(),
    returned_at: row.returned_at?.toISOString() ?? null,
  }
}
