import type { Listing } from '../../schema.ts'
import type { MarketRow } from './listing.ts'

export interface Difference {
  /** Listings that stand before the first one we know: they came since the list was read. */
  fresh: number
  /** Rows that say something else now. */
  changed: Listing[]
  /** Rows that should be in the answer and are not: sold out, withdrawn, or moved by a new price. */
  missing: string[]
}

/**
 * What happened since the rows were read, told from the list's first page as it is now. `isWhole` when that
 * page holds the whole list.
 */
export function compareRows(
  rows: readonly MarketRow[],
  latest: readonly Listing[],
  isWhole: boolean,
): Difference {
  const known = new Map(rows.map((row) => [row.id, row]))
  const now = new Set(latest.map(({ id }) => id))
  const lastKnown = latest.findLastIndex(({ id }) => known.has(id))
  // What comes behind the last listing we know is only the list going on.
  const fresh = latest.slice(0, isWhole || lastKnown < 0 ? latest.length : lastKnown)
  const lastShared = rows.findLastIndex(({ id }) => now.has(id))
  const covered = isWhole ? rows : rows.slice(0, Math.max(0, lastShared))
  return {
    fresh: fresh.filter(({ id }) => !known.has(id)).length,
    changed: latest.filter((listing) => isChanged(known.get(listing.id), listing)),
    missing: covered.filter((row) => !row.gone && !row.owned && !now.has(row.id)).map(({ id }) => id),
  }
}

function isChanged(row: MarketRow | undefined, now: Listing): boolean {
  if (!row) return false
  return row.price !== now.price || row.left !== now.left || row.owned !== now.owned || row.gone === true
}
