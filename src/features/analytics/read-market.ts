import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { ratio } from './facts.ts'
import { readPeriod } from './period.ts'
import type { Market, RangeQuery } from './schema.ts'

type Performance = Omit<Market['totals'], 'sell_through' | 'return_rate'> & Pick<Market, 'times'>

/** What a partner listed, sold and earned. 404 for a workspace that is none. */
export async function readMarket(tx: Tx, workspaceId: string, query: RangeQuery): Promise<Market> {
  const { rows } = await sql`select from partners where workspace_id = ${workspaceId}`.execute(tx)
  if (rows.length === 0) throw new Problem('not_found', 'This workspace is no partner')
  const asked = await readPeriod(tx, query)
  const [{ now, before }] = await askFigures<[Performance]>(tx, asked, 'market_performance')
  return {
    period: asked.period,
    totals: totalsOf(now),
    before: before && totalsOf(before),
    times: now.times,
  }
}

function totalsOf({ times: _, ...totals }: Performance): Market['totals'] {
  return {
    ...totals,
    sell_through: ratio(totals.listed_sold, totals.listed),
    return_rate: ratio(totals.returned, totals.sold),
  }
}

export function marketTable({ times }: Market): Table {
  return tableOf(
    'marketplace',
    ['starts', 'listed', 'sold', 'returned', 'paid', 'earned', 'earned_returned'],
    times,
  )
}
