import type { Tx } from '../../platform/db/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { readPeriod } from './period.ts'
import { ORIGIN_COLUMNS, segmentsTable } from './read-segments.ts'
import type { RangeQuery, SegmentRow, SourceRow, Sources } from './schema.ts'

type Row = SourceRow & { by: 'source' | 'partner' }

/** What leads cost, and usable ones, by source, by partner and by segment. */
export async function readSources(tx: Tx, query: RangeQuery): Promise<Sources> {
  const asked = await readPeriod(tx, query)
  const [costs, segments] = await askFigures<[Row[], SegmentRow[]]>(tx, asked, 'source_costs', {
    now: 'segment_performance',
  })
  return {
    period: asked.period,
    ...splitOf(costs.now),
    segments: segments.now,
    before: costs.before && splitOf(costs.before),
  }
}

function splitOf(rows: Row[]): { sources: SourceRow[]; partners: SourceRow[] } {
  const of = (wanted: Row['by']) => rows.filter(({ by }) => by === wanted).map(({ by: _, ...row }) => row)
  return { sources: of('source'), partners: of('partner') }
}

export function sourcesTable(sources: Sources, by: 'source' | 'partner' | 'segment'): Table {
  if (by === 'segment') return segmentsTable(sources.segments)
  return tableOf(`${by}s`, ['name', ...ORIGIN_COLUMNS], by === 'source' ? sources.sources : sources.partners)
}
