import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { ListingCount, ListingFilter } from '../schema.ts'
import { all, entryConditions, isNamed, rowConditions } from './listing-filter.ts'

const MAX_COUNT = 10_000
const WALK_ENTRIES = 100_000

/** How many listings match, counted up to ten thousand. */
export async function countListings(tx: Tx, filter: ListingFilter): Promise<ListingCount> {
  if (!isNamed(filter)) return asCount(await countEntries(tx, filter, null))
  const near = await countEntries(tx, filter, WALK_ENTRIES)
  return asCount(near > MAX_COUNT ? near : await countRows(tx, filter))
}

function asCount(found: number): ListingCount {
  return { count: Math.min(found, MAX_COUNT), exact: found <= MAX_COUNT }
}

/** By index entries, the newest first: soon done when the filter lets much through. */
async function countEntries(tx: Tx, filter: ListingFilter, entries: number | null): Promise<number> {
  const source =
    entries === null
      ? sql`market`
      : sql`(select score, price_hundredths, sourced_at, code, title_bits from market
          order by listed_at desc, id desc limit ${entries})`
  const { rows } = await sql<{ found: number }>`
    select count(*) as found
    from (select from ${source} m where ${all(entryConditions(filter))} limit ${MAX_COUNT + 1}) f`.execute(tx)
  return rows[0]?.found ?? 0
}

async function countRows(tx: Tx, filter: ListingFilter): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*) as found
    from (select from market where ${all(rowConditions(filter))} limit ${MAX_COUNT + 1}) f`.execute(tx)
  return rows[0]?.found ?? 0
}
