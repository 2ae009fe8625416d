import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import type { Period, RangeQuery } from './schema.ts'

export interface Asked {
  period: Period
  /** As many days just before; null when all there are were asked for. */
  before: { from: string; to: string } | null
}

const DAY_MS = 86_400_000
const USUAL_DAYS = 30
/** The longest stretch that is shown day by day; SQL draws the same line. */
const MAX_STEPS = 93
/** Before any workspace. */
const EVER = '2020-01-01'

/** Which days are meant, in the time zone in which the figures are. `days` counts back from the last one. */
export async function readPeriod(tx: Tx, query: RangeQuery): Promise<Asked> {
  const { rows } = await sql<{ zone: string }>`select figure_zone() as zone`.execute(tx)
  const time_zone = rows[0]?.zone ?? 'UTC'
  const to = query.to ?? todayIn(time_zone)
  const isAll = query.range === 'all'
  const from = firstDay(query, to)
  if (from > to) throw invalid()
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  const step = length <= MAX_STEPS ? 'day' : 'month'
  return {
    period: { from, to, days: length, time_zone, step },
    before: isAll ? null : { from: shifted(from, -length), to: shifted(from, -1) },
  }
}

function firstDay({ from, range, days = USUAL_DAYS }: RangeQuery, to: string): string {
  if (range === 'all') return EVER
  if (range === 'year') return `${to.slice(0, 4)}-01-01`
  if (range === 'month') return `${to.slice(0, 7)}-01`
  return from ?? shifted(to, 1 - days)
}

function invalid(): Problem {
  const errors = [{ path: 'from', message: 'Begins after the last day' }]
  return new Problem('invalid_input', 'The range begins after it ends', { errors })
}

function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date())
}

export function shifted(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
}
