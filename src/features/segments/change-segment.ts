import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import { queueCounts } from './moves/queue-counts.ts'
import { queueRefresh } from './moves/queue-refresh.ts'
import { publishSegment } from './publish-segment.ts'
import { findSegment, readSegment, type StoredSegment } from './read-segment.ts'
import { refuseFilter } from './refuse-filter.ts'
import type { Segment, SegmentChange } from './schema.ts'

export interface ChangeOptions {
  userId: string | null
  /** `updated_at` as the caller read it; null does not ask. */
  readAt: string | null
}

/** Changes a segment. With other filters its counts are unknown until the next look. */
export async function changeSegment(
  tx: Tx,
  id: string,
  change: SegmentChange,
  options: ChangeOptions,
): Promise<Segment> {
  const held = await findSegment(tx, id, { isLocked: true })
  refuseStale(held, options.readAt ?? change.updated_at ?? null)
  if (change.filters) refuseFilter(held.target, change.filters)
  if (change.owner_id) await refuseStranger(tx, change.owner_id)
  const { updated_at: _readAt, filters, ...columns } = change
  const isRefiltered = filters !== undefined && JSON.stringify(filters) !== JSON.stringify(held.filters)
  if (!isRefiltered && Object.keys(columns).length === 0) return readSegment(tx, id, options.userId)
  const isAnotherQuestion = isRefiltered || (held.status !== 'active' && change.status === 'active')
  await tx
    .updateTable('segments')
    .set({
      ...columns,
      ...(isRefiltered
        ? { filters: JSON.stringify(filters), last_count: null, last_net_new: null, last_counted_at: null }
        : {}),
      // Who was in it says nothing once it means others, or nobody looked for a while.
      ...(isAnotherQuestion ? { watched_from: sql<Date>`clock_timestamp()` } : {}),
      // later than it was read, however fast the changes follow each other
      updated_at: sql<Date>`greatest(now(), date_trunc('milliseconds', updated_at) + interval '1 millisecond')`,
    })
    .where('workspace_id', '=', sql<string>`current_workspace()`)
    .where('id', '=', id)
    .execute()
  if (isAnotherQuestion) await (held.target === 'leads' ? queueRefresh(tx) : queueCounts(tx))
  if (isRefiltered) await forgetSeen(tx, id)
  await publishSegment(tx, 'segment.updated', id)
  return readSegment(tx, id, options.userId)
}

/** Of other filters everybody is new to a standing order. */
async function forgetSeen(tx: Tx, id: string): Promise<void> {
  await sql`update standing_orders set seen_version = null, seen_count = null
    where workspace_id = current_workspace() and segment_id = ${id}`.execute(tx)
}

async function refuseStranger(tx: Tx, userId: string): Promise<void> {
  const { rows } = await sql`select from list_members() where user_id = ${userId}`.execute(tx)
  if (rows.length > 0) return
  const message = 'The owner has to be a member of this workspace'
  throw new Problem('invalid_input', message, { errors: [{ path: 'owner_id', message }] })
}

function refuseStale(held: StoredSegment, readAt: string | null): void {
  if (readAt === null || Date.parse(readAt) === held.updated_at.getTime()) return
  throw new Problem('conflict', 'This segment was changed meanwhile: read it again', {
    updated_at: held.updated_at.toISOString(),
  })
}
