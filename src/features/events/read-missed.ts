import type pg from 'pg'
import type { EventRow, Position } from '../../platform/live/index.ts'

/** More than this is not told one by one: the reader reads its pages again instead. */
const MAX_MISSED = 1_000

export interface Missed {
  events: EventRow[]
  /** The reader cannot go on from its place: too much happened since, or the log no longer reaches back. */
  isTooFar: boolean
}

/**
 * What a workspace's log holds behind a place, up to the oldest transaction still running. The system role
 * reads it, because a policy would keep the order's index from being used; the workspace is the one that the
 * caller has been let into.
 */
export async function readMissed(system: pg.Pool, workspaceId: string, after: Position): Promise<Missed> {
  const { rows } = await system.query<EventRow>({
    name: 'assay-read-missed',
    // `order by e.xid`, not `xid`: that would be the text of the select list, where '10' comes before '9'.
    text: `select e.workspace_id, e.xid::text, e.id, e.type, e.payload, e.created_at from events e
      where e.workspace_id = $1 and (e.xid, e.id) > ($2::xid8, $3::bigint)
        and e.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by e.xid, e.id limit $4`,
    values: [workspaceId, after.xid, after.id, MAX_MISSED + 1],
  })
  if (rows.length > MAX_MISSED) return { events: [], isTooFar: true }
  return { events: rows, isTooFar: await isForgotten(system, after) }
}

/** Whether the log's beginning was swept away behind this place. */
async function isForgotten(system: pg.Pool, { xid }: Position): Promise<boolean> {
  const { rows } = await system.query<{ forgotten: boolean }>({
    name: 'assay-log-reaches',
    text: `select xid > $1::xid8 and created_at < now() - interval '1 day' as forgotten
      from events order by xid, id limit 1`,
    values: [xid],
  })
  return rows[0]?.forgotten ?? false
}
