import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { toCredits } from '../../credits/index.ts'
import { REFRESH_STANDINGS } from './jobs.ts'
import type { Dashboard } from './schema.ts'

interface StandingRow {
  /** null: never computed for this partner. */
  refreshed_at: Date | null
  is_stale: boolean
  listed_30: number
  sold_30: number
  listed_90: number
  sold_90: number
  sales_90: number
  returned_90: number
}

interface PriceRow extends Omit<Dashboard['prices'][number], 'median' | 'market_median'> {
  median_hundredths: number
  market_hundredths: number
}

const SHOWN_PRICES = 20

type Standing = Pick<Dashboard, 'as_of' | 'sell_through' | 'prices' | 'returns'>

/** How the partner stood when it was last computed; asks for it anew when that is over an hour ago. */
export async function readStanding(tx: Tx, workspaceId: string): Promise<Standing> {
  const { rows } = await sql<StandingRow>`
    select s.*, coalesce(s.refreshed_at < now() - interval '65 minutes', true) as is_stale
    from partners p left join partner_standings s on s.workspace_id = p.workspace_id
    where p.workspace_id = ${workspaceId}`.execute(tx)
  const [row] = rows
  if (row?.is_stale) await enqueue(tx, REFRESH_STANDINGS, {}, { key: REFRESH_STANDINGS })
  return {
    as_of: row?.refreshed_at?.toISOString() ?? null,
    sell_through: [
      { days: 30, listed: row?.listed_30 ?? 0, sold: row?.sold_30 ?? 0 },
      { days: 90, listed: row?.listed_90 ?? 0, sold: row?.sold_90 ?? 0 },
    ],
    prices: await readPrices(tx, workspaceId),
    returns: { sales: row?.sales_90 ?? 0, returned: row?.returned_90 ?? 0, peers: await readPeers(tx) },
  }
}

/** Where most of the own listings are first. */
async function readPrices(tx: Tx, workspaceId: string): Promise<Dashboard['prices']> {
  const { rows } = await sql<PriceRow>`
    select own.industry, own.seniority, own.listings, own.median_hundredths,
      m.listings as market_listings, m.median_hundredths as market_hundredths
    from partner_prices own
    join market_prices m on m.industry is not distinct from own.industry and m.seniority is not distinct from own.seniority
    where own.workspace_id = ${workspaceId}
    order by own.listings desc, own.industry, own.seniority limit ${SHOWN_PRICES}`.execute(tx)
  return rows.map(({ median_hundredths, market_hundredths, ...group }) => ({
    ...group,
    median: toCredits(median_hundredths),
    market_median: toCredits(market_hundredths),
  }))
}

async function readPeers(tx: Tx): Promise<Dashboard['returns']['peers']> {
  const { rows } = await sql<
    NonNullable<Dashboard['returns']['peers']>
  >`select * from peer_returns()`.execute(tx)
  return rows[0] ?? null
}
