import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { ListingFilter, ListingSort } from '../schema.ts'
import { all, entryConditions, hasOtherRange, isNamed, rowConditions, sortedRange } from './listing-filter.ts'
import { orderOf, type Place } from './listing-order.ts'

/** Entries of the ordered index that are read before another way is tried. */
const WALK_ENTRIES = 20_000
/** Entries that are read where the first ones had a good part of the page. */
const LONG_WALK_ENTRIES = 100_000
/** Rows the inverted index may name before reading them all costs more than another way. */
const MAX_NAMED = 5_000
const ENTRY = sql`id, score, price_hundredths, sourced_at, code, title_bits`

export interface Search {
  filter: ListingFilter
  sort: ListingSort
  after: Place | null
  limit: number
}

/**
 * The next listings of a search, in order. Four ways, each where the one before it gives up: walk the order's index
 * from the place on and stop at a full page (most filters; longer where it is filling up); let the inverted index name
 * all matches and sort them (rare ones); read the range of another index and sort that (a range that the order runs
 * against); walk to the end.
 */
export async function findListings(tx: Tx, search: Search): Promise<Place[]> {
  const near = await walk(tx, search, WALK_ENTRIES)
  if (near.length === search.limit) return near
  if (near.length > search.limit / 4) {
    const far = await walk(tx, search, LONG_WALK_ENTRIES)
    if (far.length === search.limit) return far
  }
  return (
    (isNamed(search.filter) ? await sortNamed(tx, search) : null) ??
    (hasOtherRange(search.filter, search.sort) ? await sortRange(tx, search) : null) ??
    (await walk(tx, search, null))
  )
}

/** Reads the index in order. The row is asked once more, since entries carry hashes. */
async function walk(tx: Tx, search: Search, entries: number | null): Promise<Place[]> {
  const { filter, sort, limit } = search
  const { column, direction } = orderOf(sort)
  // A bound must not let the filter below it; without one the filter belongs into the scan.
  const walked: RawBuilder<unknown> =
    entries === null
      ? sql`select ${ENTRY}, ${column} as place from market
          where ${beginning(search)} and ${all(entryConditions(filter))}
          order by ${column} ${direction}, id ${direction} offset 0`
      : sql`select * from (
            select ${ENTRY}, ${column} as place from market
            where ${all([beginning(search), ...sortedRange(filter, sort)])}
            order by ${column} ${direction}, id ${direction} limit ${entries}
          ) near where ${all(entryConditions(filter))}`
  const { rows } = await sql<Place>`
    select w.id, w.place::text as value from (${walked}) w
    cross join lateral (select from market m where m.id = w.id and ${all(rowConditions(filter))} offset 0) exact
    order by w.place ${direction}, w.id ${direction} limit ${limit}`.execute(tx)
  return rows
}

/** All matches by the inverted index, sorted; null when they are too many. */
async function sortNamed(tx: Tx, search: Search): Promise<Place[] | null> {
  const { column, direction } = orderOf(search.sort)
  const conditions = sql`${all(rowConditions(search.filter))} and ${beginning(search)}`
  const { rows } = await planned(tx, ['seqscan', 'indexscan', 'indexonlyscan'], () =>
    sql<Place & { found: number }>`
      with hits as materialized (
        select id, ${column} as place from market where ${conditions} limit ${MAX_NAMED + 1}
      )
      select id, place::text as value, (select count(*) from hits) as found from hits
      order by place ${direction}, id ${direction} limit ${search.limit}`.execute(tx),
  )
  return (rows[0]?.found ?? 0) > MAX_NAMED ? null : rows.map(({ id, value }) => ({ id, value }))
}

/** All matches by the entries of whichever index has the fewest, sorted; null if too many were false. */
async function sortRange(tx: Tx, search: Search): Promise<Place[] | null> {
  const { column, direction } = orderOf(search.sort)
  const wanted = search.limit + 50
  const conditions = sql`${all(entryConditions(search.filter))} and ${beginning(search)}`
  const { rows } = await planned(tx, ['seqscan', 'bitmapscan'], () =>
    sql<Place & { exact: boolean }>`
      select f.id, f.place::text as value, exact.id is not null as exact
      from (
        select id, place from (select id, ${column} as place from market where ${conditions} offset 0) entries
        order by place ${direction}, id ${direction} limit ${wanted}
      ) f
      left join lateral (
        select m.id from market m where m.id = f.id and ${all(rowConditions(search.filter))} offset 0
      ) exact on true
      order by f.place ${direction}, f.id ${direction}`.execute(tx),
  )
  const found = rows.filter(({ exact }) => exact).map(({ id, value }) => ({ id, value }))
  if (rows.length === wanted && found.length < search.limit) return null
  return found.slice(0, search.limit)
}

/** Where the page begins. */
function beginning({ sort, after }: Search): RawBuilder<boolean> {
  if (!after) return sql<boolean>`true`
  const { column, type, beyond } = orderOf(sort)
  return sql<boolean>`(${column}, id) ${beyond} (${after.value}::${type}, ${after.id}::uuid)`
}

/** The planner cannot know how few rows a combination of filters leaves, so it is told what not to try. */
async function planned<T>(tx: Tx, without: string[], work: () => Promise<T>): Promise<T> {
  await sql.raw(without.map((way) => `set local enable_${way} = off`).join('; ')).execute(tx)
  const result = await work()
  await sql.raw(without.map((way) => `reset enable_${way}`).join('; ')).execute(tx)
  return result
}
