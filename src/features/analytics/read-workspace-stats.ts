import type { Tx } from '../../platform/db/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { ofFact, type SourceFacts } from './facts.ts'
import { readPeriod } from './period.ts'
import type { LeadCounts, RangeQuery, WorkspaceStats } from './schema.ts'
import { paceOf, type UsageSummary, usageOf } from './usage.ts'

interface Stats {
  sources: SourceFacts[]
  times: WorkspaceStats['times']
  credits: { balance: number; held: number }
}

const STATUSES = ['new', 'contacted', 'qualified', 'won', 'lost']

/** The workspace at a glance: leads that came, what they are, and the credits. */
export async function readWorkspaceStats(tx: Tx, query: RangeQuery): Promise<WorkspaceStats> {
  const asked = await readPeriod(tx, query)
  const [stats, usage] = await askFigures<[Stats, UsageSummary]>(
    tx,
    asked,
    'workspace_stats',
    'credit_usage_summary',
  )
  const { sources, times, credits } = stats.now
  const used = usageOf(usage.now.kinds)
  return {
    period: asked.period,
    leads: countsOf(sources),
    before: stats.before && countsOf(stats.before.sources),
    by_status: STATUSES.map((status) => ({ status, leads: ofFact(sources, `status_${status}`) })),
    by_source: sources.map(({ source, facts }) => ({
      source,
      leads: facts.leads ?? 0,
      usable: facts.usable ?? 0,
    })),
    times,
    credits: {
      ...credits,
      spent: used.spent,
      spent_before: usage.before && usageOf(usage.before.kinds).spent,
      ...paceOf(used, credits.balance, asked.period),
    },
  }
}

function countsOf(sources: SourceFacts[]): LeadCounts {
  const of = (name: string) => ofFact(sources, name)
  return {
    leads: of('leads'),
    usable: of('usable'),
    returned: of('returned'),
    bounced: of('bounced'),
    engaged: of('engaged'),
  }
}

export function workspaceStatsTable(stats: WorkspaceStats, table: 'times' | 'statuses' | 'sources'): Table {
  switch (table) {
    case 'times':
      return tableOf('leads-by-day', ['starts', 'leads', 'usable'], stats.times)
    case 'statuses':
      return tableOf('leads-by-status', ['status', 'leads'], stats.by_status)
    case 'sources':
      return tableOf('leads-by-source', ['source', 'leads', 'usable'], stats.by_source)
  }
}
