import { matchingRows } from './matching-rows.ts'
import type { OpenVersion } from './open-version.ts'
import { together } from './plan-filter.ts'
import type { PlannedQuery } from './plan-query.ts'
import { tableOf } from './scan/plan.ts'

/** Pieces of the file that a pull reads from; people side by side are read together. */
const PIECES = 50
const CONTACTS = 16
const REACHABLE = 1 | 2 | 4

/** Rows of people who are net new and can be reached, spread over all of them. */
export function pullRows(
  version: OpenVersion,
  { fresh }: PlannedQuery,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  // Who cannot be reached becomes no lead, and would be found again at every pull.
  const table = tableOf(CONTACTS, (bits) => (bits & REACHABLE) !== 0)
  const plan = together([fresh.plan, { op: 'codes', column: 'contacts', table }])
  const wanted = { key: `${fresh.key} reachable`, plan }
  return matchingRows(version, wanted, limit, Math.max(1, Math.floor(limit / PIECES)), signal)
}
