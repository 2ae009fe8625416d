import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { toProblem } from '../../../platform/errors/index.ts'
import { type AudienceProvider, openPull, refuseCannot } from '../../audience/index.ts'
import type { AudienceFilter } from '../../audience/schema.ts'
import { toCredits } from '../../credits/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import { noteRun } from '../running/note-run.ts'
import type { Cadence } from '../schema.ts'
import { lookAtAudience, type Seen } from './look-at-audience.ts'
import { pauseOrder } from './pause-order.ts'
import { readOrderTerms } from './read-order-terms.ts'

export interface OrderKey {
  workspaceId: string
  segmentId: string
}

interface DueOrder {
  cadence: Cadence
  filters: AudienceFilter
  max_leads: number
  max_credits_hundredths: number | null
  tags: string[]
  actor_id: string | null
  seen_version: string | null
  seen_count: number | null
  is_pulling: boolean
}

/**
 * Runs a standing order that is due. The pull, its job and the time of the next run are one transaction that holds the
 * order, so of any number of workers one does it, and a crash does all of it or nothing. An order that may not spend is
 * paused and its people are told. Answers the pull, null when there was none to begin.
 */
export async function runStandingOrder(
  db: Databases,
  provider: AudienceProvider,
  appUrl: string,
  key: OrderKey,
): Promise<string | null> {
  const due = await withWorkspace(db, key.workspaceId, (tx) => findDue(tx, key.segmentId, sql``))
  if (!due) return null
  try {
    refuseCannot(provider, due.filters)
    // Asked before the order is held: it may take a while.
    const seen = await lookAtAudience(provider, key.workspaceId, due.filters)
    return await retryConflicts(() =>
      withWorkspace(db, key.workspaceId, (tx) => begin(tx, provider, key, seen)),
    )
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === null) throw error
    await pauseOrder(db, appUrl, key, reason)
    return null
  }
}

async function findDue(tx: Tx, segmentId: string, lock: ReturnType<typeof sql>): Promise<DueOrder | null> {
  const { rows } = await sql<DueOrder>`
    select o.cadence, s.filters, o.max_leads, o.max_credits_hundredths, o.tags, o.actor_id, o.seen_version, o.seen_count,
      exists (select from pulls p where p.workspace_id = o.workspace_id and p.id = o.last_pull_id
        and p.status in ('queued', 'running')) as is_pulling
    from standing_orders o
    join segments s on s.workspace_id = o.workspace_id and s.id = o.segment_id
    where o.workspace_id = current_workspace() and o.segment_id = ${segmentId} and o.status = 'active'
      and o.next_at <= now() and s.status = 'active' and s.target = 'audience' ${lock}`.execute(tx)
  return rows[0] ?? null
}

async function begin(
  tx: Tx,
  provider: AudienceProvider,
  { workspaceId, segmentId }: OrderKey,
  seen: Seen,
): Promise<string | null> {
  // It waits for neither, so that it cannot block with a change of the segment, which has them the other way round.
  const order = await findDue(tx, segmentId, sql`for no key update of s, o skip locked`)
  if (!order) return null
  if (order.is_pulling || seen.version === null) {
    await tellNext(tx, segmentId, sql`now() + interval '10 minutes'`, null, null)
    return null
  }
  const hasNew = order.seen_version !== seen.version || seen.count > (order.seen_count ?? 0)
  let pullId: string | null = null
  if (order.cadence !== 'new' || hasNew) {
    const { price_hundredths } = await readOrderTerms(tx, order.actor_id)
    pullId = await openPull(
      tx,
      provider,
      {
        ...{ workspaceId, segmentId, standing: true, actorId: order.actor_id, filters: order.filters },
        ...{ limit: order.max_leads, tags: order.tags },
        maxCredits: order.max_credits_hundredths === null ? null : toCredits(order.max_credits_hundredths),
        // It was confirmed when the order was given.
        confirmedCredits: toCredits(order.max_leads * price_hundredths),
      },
      { isQueued: true },
    )
    await noteRun(tx, segmentId)
  }
  await tellNext(tx, segmentId, NEXT[order.cadence], seen, pullId)
  return pullId
}

/** Runs that were missed are not made up for; the time of day stays. */
const later = (seconds: number) =>
  sql`next_at + make_interval(secs => ${seconds}::int * (floor(extract(epoch from now() - next_at) / ${seconds}::int) + 1))`
const NEXT = { daily: later(86_400), weekly: later(7 * 86_400), new: later(3_600) }

async function tellNext(
  tx: Tx,
  segmentId: string,
  next: ReturnType<typeof sql>,
  seen: Seen | null,
  pullId: string | null,
): Promise<void> {
  await sql`
    update standing_orders set next_at = ${next}, seen_version = coalesce(${seen?.version ?? null}, seen_version),
      seen_count = coalesce(${seen?.count ?? null}::bigint, seen_count), last_pull_id = coalesce(${pullId}::uuid, last_pull_id)
    where workspace_id = current_workspace() and segment_id = ${segmentId}`.execute(tx)
}

/** Why an order cannot go on, in the words a pull ends with; null for what may pass. */
function reasonOf(error: unknown): string | null {
  const code = toProblem(error)?.code
  if (code === 'invalid_input') return 'unsupported_filter'
  return code === 'insufficient_credits' || code === 'wallet_frozen' || code === 'spend_cap' ? code : null
}
