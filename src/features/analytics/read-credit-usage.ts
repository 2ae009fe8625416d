import type { Tx } from '../../platform/db/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { readPeriod } from './period.ts'
import type { CreditUsage, RangeQuery } from './schema.ts'
import { PURPOSE_OF, paceOf, rounded, type UsageSummary, type UsageTime, usageOf } from './usage.ts'

const KINDS = Object.keys(PURPOSE_OF) as (keyof typeof PURPOSE_OF)[]

/** Credits that came and went, what they were spent for, and how long the rest lasts. */
export async function readCreditUsage(tx: Tx, query: RangeQuery): Promise<CreditUsage> {
  const asked = await readPeriod(tx, query)
  const [{ now, before }] = await askFigures<[UsageSummary]>(tx, asked, 'credit_usage_summary')
  const totals = usageOf(now.kinds)
  return {
    period: asked.period,
    credits: now.credits,
    totals,
    before: before && usageOf(before.kinds),
    purposes: KINDS.map((kind) => {
      const { credits = 0, transfers = 0 } = now.kinds.find((entry) => entry.kind === kind) ?? {}
      return { purpose: PURPOSE_OF[kind], credits: spent(credits), transfers }
    }),
    times: timesOf(now.times),
    pace: paceOf(totals, now.credits.balance, asked.period),
  }
}

function timesOf(times: UsageSummary['times']): UsageTime[] {
  const starts = [...new Set(times.map((entry) => entry.starts))]
  return starts.map((start) => {
    const kinds = times.filter((entry) => entry.starts === start)
    const of = (kind: string) => spent(kinds.find((entry) => entry.kind === kind)?.credits ?? 0)
    return {
      starts: start,
      ...usageOf(kinds),
      marketplace: of('purchase'),
      audience: of('pull'),
      enrichment: of('enrichment'),
    }
  })
}

/** What left the wallet, as a figure above zero. */
function spent(credits: number): number {
  return credits === 0 ? 0 : rounded(-credits)
}

export function creditUsageTable({ times, purposes }: CreditUsage, table: 'times' | 'purposes'): Table {
  if (table === 'purposes') return tableOf('credit-purposes', ['purpose', 'credits', 'transfers'], purposes)
  return tableOf(
    'credit-usage',
    [
      ...(['starts', 'bought', 'granted', 'spent', 'marketplace', 'audience', 'enrichment'] as const),
      ...(['refunded', 'expired', 'taken_back'] as const),
    ],
    times,
  )
}
