import type { Tx } from '../../platform/db/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { readPeriod } from './period.ts'
import type { RangeQuery, SegmentRow, Segments } from './schema.ts'

/** What the pulls of each segment brought, became and cost. */
export async function readSegments(tx: Tx, query: RangeQuery): Promise<Segments> {
  const asked = await readPeriod(tx, query)
  const [{ now, before }] = await askFigures<[SegmentRow[]]>(tx, asked, 'segment_performance')
  return { period: asked.period, segments: now, before }
}

/** Columns that sources, partners and segments have in common. */
export const ORIGIN_COLUMNS = [
  ...(['leads', 'usable', 'bounced', 'returned', 'contacted', 'qualified', 'won', 'mean_score'] as const),
  ...(['spent', 'refunded', 'cost_per_lead', 'cost_per_usable_lead'] as const),
] as const

export function segmentsTable(segments: SegmentRow[]): Table {
  return tableOf('segments', ['segment_id', 'name', 'pulls', ...ORIGIN_COLUMNS], segments)
}
