import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { storeLeads } from '../../leads/index.ts'
import { endPull } from './end-pull.ts'
import type { PullRun } from './pull-run.ts'
import type { Page } from './read-pages.ts'
import { takeUpPull } from './take-up-pull.ts'

export interface Batch {
  run: PullRun
  /** How many of the page's people it took, new ones or not. */
  taken: number
}

/**
 * Stores people of a page from the one numbered `from` on, as many as may be paid for, and charges for the new ones of
 * them: in one transaction, so that both are done or neither. Ends the pull when it has what it wanted, when nobody
 * is left or when nobody can be paid for. Fails with SQLSTATE 40001 when another transaction stored one of them or
 * spent the credits meanwhile, see `retryConflicts`.
 */
export async function storePeople(tx: Tx, held: PullRun, page: Page, from: number): Promise<Batch> {
  const taken = await takeUpPull(tx, held.id)
  if (taken === null || taken.run.batches !== held.batches)
    return { run: { ...held, isOver: true }, taken: 0 }
  const { run, affordable, limitedBy } = taken
  const room = Math.min(run.missing, affordable)
  const left = page.leads.length - from
  if (room === 0 && left > 0) return over(tx, run, limitedBy)
  const leads = page.leads.slice(from, from + room)
  const stored = await storeLeads(tx, leads, {
    importId: run.id,
    source: 'audience',
    sourceDetail: null,
    onDuplicate: 'skip',
    actorId: run.actorId,
  })
  const isPageDone = leads.length === left
  const next: PullRun = {
    ...run,
    missing: run.missing - stored.imported,
    batches: run.batches + 1,
    place: isPageDone ? page.next : run.place,
  }
  await sql`
    select charge_pull(${run.id}, ${stored.leadIds}::uuid[], ${stored.duplicates}, ${stored.suppressed.length},
      ${isPageDone ? page.unreachable : 0}, ${next.place})`.execute(tx)
  if (next.missing === 0) return over(tx, next, null, leads.length)
  if (isPageDone && page.isLast) return over(tx, next, 'no_more_people', leads.length)
  return { run: next, taken: leads.length }
}

async function over(
  tx: Tx,
  run: PullRun,
  endedBy: Parameters<typeof endPull>[2]['endedBy'],
  taken = 0,
): Promise<Batch> {
  await endPull(tx, run.id, { status: 'finished', endedBy: endedBy ?? null })
  return { run: { ...run, isOver: true }, taken }
}
