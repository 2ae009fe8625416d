import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { Logger } from '../../../platform/log.ts'
import type { AudienceProvider } from '../../audience/index.ts'
import { pauseOrder } from './pause-order.ts'
import { runStandingOrder } from './run-standing-order.ts'

const AT_ONCE = 200

interface Order {
  workspace_id: string
  segment_id: string
  /** What ended its last pull before it had all its people, if that was money. */
  ended_by: string | null
}

/** Runs every standing order that is due, and pauses those whose last pull ran out of money. */
export async function sweepOrders(
  db: Databases,
  provider: AudienceProvider,
  { appUrl, signal, log }: { appUrl: string; signal: AbortSignal; log: Logger },
): Promise<void> {
  for (const { workspace_id: workspaceId, segment_id: segmentId, ended_by } of await listOrders(db)) {
    if (signal.aborted) return
    const key = { workspaceId, segmentId }
    try {
      if (ended_by === null) await runStandingOrder(db, provider, appUrl, key)
      else await pauseOrder(db, appUrl, key, ended_by)
    } catch (error) {
      log.warn(
        { err: error, workspace_id: workspaceId, segment_id: segmentId },
        'cannot run a standing order now',
      )
      await postpone(db, workspaceId, segmentId)
    }
  }
}

function listOrders(db: Databases): Promise<Order[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await sql<Order>`
      select o.workspace_id, o.segment_id, p.ended_by
      from standing_orders o
      join segments s on s.workspace_id = o.workspace_id and s.id = o.segment_id and s.status = 'active'
      left join pulls p on p.workspace_id = o.workspace_id and p.id = o.last_pull_id
        and p.ended_by in ('insufficient_credits', 'spend_cap', 'wallet_frozen')
      where o.status = 'active' and (o.next_at <= now() or p.id is not null)
      order by o.next_at limit ${AT_ONCE}`.execute(tx)
    return rows
  })
}

/** The audience does not answer, say: tried again soon, and others first. */
async function postpone(db: Databases, workspaceId: string, segmentId: string): Promise<void> {
  await withSystem(db, (tx) =>
    sql`update standing_orders set next_at = now() + interval '5 minutes'
      where workspace_id = ${workspaceId} and segment_id = ${segmentId} and next_at <= now()`.execute(tx),
  )
}
