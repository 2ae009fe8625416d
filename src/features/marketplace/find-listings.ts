import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { all, entryConditions, hasFacets, rowConditions } from './listing-filter.ts'
import { orderOf, type Place } from './listing-order.ts'
import type { ListingFilter, ListingSort } from './schema.ts'

/** Entries of the ordered index that are read before another way is tried. */
const WALK_ENTRIES = 40_000
/** Rows the inverted index may name before reading them all costs more than walking on. */
const MAX_HITS = 5_000

export interface Search {
  filter: ListingFilter
  sort: ListingSort
  after: Place | null
  limit: number
}

/**
 * The next listings of a search, in order. Three ways, each the fastest where the one before it gives up:
 * walk the order's index from the place on and stop at a full page (most filters); let the inverted index
 * name all matches and sort them (rare ones); walk to the end (rare ones it cannot name).
 */
export async function findListings(tx: Tx, search: Search): Promise<Place[]> {
  const near = await walk(tx, search, WALK_ENTRIES)
  if (near.length === search.limit) return near
  const named = hasFacets(search.filter) ? await gather(tx, search) : null
  return named ?? (await walk(tx, search, null))
}

/** Reads the index in order. The row is asked once more, since entries carry hashes. */
async function walk(
  tx: Tx,
  { filter, sort, after, limit }: Search,
  entries: number | null,
): Promise<Place[]> {
  const { column, type, direction, beyond } = orderOf(sort)
  const start = after
    ? sql`(${column}, id) ${beyond} (${after.value}::${type}, ${after.id}::uuid)`
    : sql`true`
  const entry = sql`id, score, price_hundredths, sourced_at, code, title_bits`
  // A bound must not let the filter below it; without one the filter belongs into the scan.
  const walked: RawBuilder<unknown> =
    entries === null
      ? sql`select ${entry}, ${column} as place from market where ${start} and ${all(entryConditions(filter))}
          order by ${column} ${direction}, id ${direction} offset 0`
      : sql`select * from (
            select ${entry}, ${column} as place from market where ${start}
            order by ${column} ${direction}, id ${direction} limit ${entries}
          ) near where ${all(entryConditions(filter))}`
  const { rows } = await sql<Place>`
    select w.id, w.place::text as value from (${walked}) w
    cross join lateral (select from market m where m.id = w.id and ${all(rowConditions(filter))} offset 0) exact
    order by w.place ${direction}, w.id ${direction} limit ${limit}`.execute(tx)
  return rows
}

/** All matches by the inverted index, sorted; null when they are too many. */
async function gather(tx: Tx, { filter, sort, after, limit }: Search): Promise<Place[] | null> {
  const { column, type, direction, beyond } = orderOf(sort)
  const start = after
    ? sql`(${column}, id) ${beyond} (${after.value}::${type}, ${after.id}::uuid)`
    : sql`true`
  // Nothing but bitmaps: the planner does not know how few a combination of filters leaves.
  await sql`set local enable_seqscan = off; set local enable_indexscan = off; set local enable_indexonlyscan = off`.execute(
    tx,
  )
  const { rows } = await sql<Place & { found: number }>`
    with hits as materialized (
      select id, ${column} as place from market where ${all(rowConditions(filter))} and ${start}
      limit ${MAX_HITS + 1}
    )
    select id, place::text as value, (select count(*) from hits) as found from hits
    order by place ${direction}, id ${direction} limit ${limit}`.execute(tx)
  await sql`reset enable_seqscan; reset enable_indexscan; reset enable_indexonlyscan`.execute(tx)
  return (rows[0]?.found ?? 0) > MAX_HITS ? null : rows.map(({ id, value }) => ({ id, value }))
}
