import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { toCredits } from '../../credits/index.ts'
import { LINE_KINDS, type StatementLine } from './schema.ts'

interface LineRow extends Omit<StatementLine, 'at' | 'amount' | 'price' | 'released_at'> {
  at: Date
  /** `at` to the microsecond. */
  place: string
  amount_hundredths: number
  price_hundredths: number | null
  released_at: Date | null
}

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/
const cursorSchema = z.tuple([z.string().regex(TIME), z.enum(LINE_KINDS), z.guid()])

/** What moved the partner's earnings in a month (YYYY-MM, UTC), oldest first. */
export async function listLines(
  tx: Tx,
  month: string,
  { limit, cursor }: { limit: number; cursor?: string },
) {
  const [at, kind, id] = cursor ? decodeCursor(cursor, cursorSchema) : [null, null, null]
  const from = `${month}-01`
  const { rows } = await sql<LineRow>`
    select *, at::text as place from statement_lines(
      ${from}::date::timestamp at time zone 'UTC',
      (${from}::date + interval '1 month') at time zone 'UTC',
      ${at}::timestamptz, ${kind}, ${id}::uuid, ${limit + 1})`.execute(tx)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(lineOf),
    next_cursor: rows.length > limit && last ? encodeCursor([last.place, last.kind, last.id]) : null,
  }
}

function lineOf(row: LineRow): StatementLine {
  return {
    at: row.at.toISOString(),
    kind: row.kind,
    id: row.id,
    amount: toCredits(row.amount_hundredths),
    listing_id: row.listing_id,
    price: row.price_hundredths === null ? null : toCredits(row.price_hundredths),
    rate_percent: row.rate_percent,
    rule_version: row.rule_version,
    rule_inputs: row.rule_inputs,
    released_at: row.released_at?.toISOString() ?? null,
    state: row.state,
    payout_id: row.payout_id,
    amount_cents: row.amount_cents,
    currency: row.currency,
  }
}
