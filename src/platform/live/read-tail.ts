import type pg from 'pg'
import type { EventRow, Position } from './event-row.ts'

export interface Tail {
  events: EventRow[]
  /** Events exist that a transaction still running holds back; look again soon. */
  isHeldBack: boolean
}

/** The newest place such that everything committed before this call lies at or before it. */
export async function readEnd(system: pg.Pool): Promise<Position> {
  // Whatever is still running gets an xid at or after xmin, so the tail starts just below it.
  const { rows } = await system.query<{ xid: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as xid',
  )
  return { xid: (BigInt(rows[0]?.xid ?? '1') - 1n).toString(), id: Number.MAX_SAFE_INTEGER }
}

/**
 * Events after `position`, up to the oldest transaction still running: one that commits late with a lower
 * id is still seen, and nothing is seen twice.
 */
export async function readTail(system: pg.Pool, position: Position, limit: number): Promise<Tail> {
  // `order by e.xid`, not `xid`: that would be the text of the select list, where '10' comes before '9'.
  const { rows } = await system.query<EventRow & { held: boolean }>({
    name: 'assay-read-tail',
    text: `select e.workspace_id, e.xid::text, e.id, e.type, e.payload, e.created_at,
             e.xid >= pg_snapshot_xmin(pg_current_snapshot()) as held
           from events e where (e.xid, e.id) > ($1::xid8, $2::bigint)
           order by e.xid, e.id limit $3`,
    values: [position.xid, position.id, limit],
  })
  const held = rows.findIndex((row) => row.held)
  return { events: held === -1 ? rows : rows.slice(0, held), isHeldBack: held !== -1 }
}
