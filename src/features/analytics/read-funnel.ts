import type { Tx } from '../../platform/db/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { ofFact, ratio, type SourceFacts } from './facts.ts'
import { readPeriod } from './period.ts'
import { type Funnel, type RangeQuery, STAGES } from './schema.ts'

/** How far leads came, whatever they are now: those that were won and then lost count as won, too. */
export async function readFunnel(tx: Tx, query: RangeQuery): Promise<Funnel> {
  const asked = await readPeriod(tx, query)
  const [{ now, before }] = await askFigures<[SourceFacts[]]>(tx, asked, 'lead_facts_by_source')
  const counts = countsOf(now)
  return {
    period: asked.period,
    stages: STAGES.map((stage, index) => ({
      stage,
      leads: counts[stage],
      of_all: ratio(counts[stage], counts.new),
      of_previous: ratio(counts[stage], counts[STAGES[index - 1] ?? stage]),
    })),
    lost: counts.lost,
    by_source: now.map((row) => ({ source: row.source, ...countsOf([row]) })),
    before: before && countsOf(before),
  }
}

function countsOf(sources: SourceFacts[]) {
  return {
    new: ofFact(sources, 'leads'),
    contacted: ofFact(sources, 'reached_contacted'),
    qualified: ofFact(sources, 'reached_qualified'),
    won: ofFact(sources, 'reached_won'),
    lost: ofFact(sources, 'reached_lost'),
  }
}

export function funnelTable({ by_source, stages }: Funnel, table: 'sources' | 'stages'): Table {
  if (table === 'stages') return tableOf('stages', ['stage', 'leads', 'of_all', 'of_previous'], stages)
  return tableOf('funnel', ['source', ...STAGES, 'lost'], by_source)
}
