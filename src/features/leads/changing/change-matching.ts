import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { retryConflicts } from '../importing/retry-conflicts.ts'
import { countLeads } from '../reading/count-leads.ts'
import type { LeadFilter } from '../schema.ts'
import { BATCH, changeMany, type ManyChange, nextMatches } from './change-many.ts'

export const CHANGE_MATCHING = 'leads.change_matching'

/** What the job of a bulk change carries; leads after `until` came later than the request. */
export interface MatchingChange {
  workspaceId: string
  filter: LeadFilter
  change: ManyChange
  after: string | null
}

/** Changes every lead that matches: the first batch at once, the rest as a job. */
export async function startChangeMatching(
  db: Databases,
  workspaceId: string,
  filter: LeadFilter,
  change: ManyChange,
) {
  // Leads that come in from now on are not meant.
  const until = filter.created_to ?? new Date(Date.now() + 1).toISOString()
  const fixed = { ...filter, created_to: until }
  return retryConflicts(() =>
    withWorkspace(db, workspaceId, async (tx) => {
      const matched = await countLeads(tx, fixed)
      const ids = await nextMatches(tx, fixed, null)
      const updated = (await changeMany(tx, ids, change)).length
      const done = ids.length < BATCH
      if (!done) {
        const rest: MatchingChange = { workspaceId, filter: fixed, change, after: ids.at(-1) ?? null }
        await enqueue(tx, CHANGE_MATCHING, rest)
      }
      return { matched, updated, done }
    }),
  )
}

/** The job: a batch a transaction. Run twice, the second time finds nothing left to change. */
export async function goOnChangeMatching(
  db: Databases,
  rest: MatchingChange,
  signal: AbortSignal,
): Promise<void> {
  let after = rest.after
  for (;;) {
    signal.throwIfAborted()
    const ids = await retryConflicts(() =>
      withWorkspace(db, rest.workspaceId, async (tx) => {
        const found = await nextMatches(tx, rest.filter, after)
        await changeMany(tx, found, rest.change)
        return found
      }),
    )
    if (ids.length < BATCH) return
    after = ids.at(-1) ?? null
  }
}
