import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { Listing } from '../schema.ts'

interface MarketRow
  extends Omit<Listing, 'price' | 'left' | 'exclusive' | 'expires_at' | 'listed_at' | 'state'> {
  price_hundredths: number
  expires_at: Date | null
  listed_at: Date
  state: string | null
}

/** Listings as a buyer may see them before buying, in the order of the ids; those off the market are left out. */
export async function showListings(tx: Tx, ids: string[]): Promise<Listing[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<MarketRow>`
    select m.id, m.price_hundredths, m.max_buyers, m.times_sold, m.expires_at,
      date_trunc('second', m.listed_at) as listed_at, m.industry, m.seniority, m.department, m.title_words,
      m.company_size, m.country, m.state, m.score, m.verified, m.has_email, m.has_phone, m.has_linkedin,
      greatest(0, floor(extract(epoch from now() - m.sourced_at) / 86400))::int as age_days,
      o.id is not null as owned, m.own
    from unnest(${ids}::uuid[]) with ordinality a (id, n)
    join market m on m.id = a.id and (m.expires_at is null or m.expires_at > now())
    left join owned_listings(${ids}::uuid[]) o (id) on o.id = m.id
    order by a.n`.execute(tx)
  return rows.map(listingOf)
}

function listingOf({ price_hundredths, expires_at, listed_at, state, ...row }: MarketRow): Listing {
  return {
    ...row,
    price: toCredits(price_hundredths),
    left: row.max_buyers - row.times_sold,
    exclusive: row.max_buyers === 1,
    state: state && row.country ? `${row.country}-${state}` : null,
    expires_at: expires_at?.toISOString() ?? null,
    listed_at: listed_at.toISOString(),
  }
}
