import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import type { Asked } from './period.ts'

/** The SQL functions that answer for a stretch of days, see 0033_figures.sql. */
type FigureFunction =
  | 'workspace_stats'
  | 'credit_usage_summary'
  | 'quality_report'
  | 'lead_facts_by_source'
  | 'segment_performance'
  | 'source_costs'
  | 'score_calibration'
  | 'market_performance'
  | 'pixel_performance'

/** What a function answers for the period and for the one before, both of one snapshot. */
export interface Figures<T> {
  now: T
  before: T | null
}

/** Asks functions in one statement, so that all of them see the same moment; `{ now }` is not asked for the period before. */
export async function askFigures<T extends unknown[]>(
  tx: Tx,
  { period, before }: Asked,
  ...names: { [K in keyof T]: FigureFunction | { now: FigureFunction } }
): Promise<{ [K in keyof T]: Figures<T[K]> }> {
  const asked = names.map((name) =>
    typeof name === 'string' ? { name, isCompared: true } : { name: name.now, isCompared: false },
  )
  const calls = asked.flatMap(({ name, isCompared }, index) => [
    sql`${sql.raw(name)}(${period.from}::date, ${period.to}::date) as ${sql.raw(`now_${index}`)}`,
    sql`${before && isCompared ? sql`${sql.raw(name)}(${before.from}::date, ${before.to}::date)` : sql`null::jsonb`} as ${sql.raw(`before_${index}`)}`,
  ])
  const { rows } = await sql<Record<string, unknown>>`select ${sql.join(calls)}`.execute(tx)
  return names.map((_, index) => ({
    now: rows[0]?.[`now_${index}`],
    before: rows[0]?.[`before_${index}`] ?? null,
  })) as { [K in keyof T]: Figures<T[K]> }
}
