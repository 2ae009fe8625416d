import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import type { AudienceFilter } from '../../audience/schema.ts'
import { compareMembers, type Moves } from './compare-members.ts'
import { rebuildMembers } from './rebuild-members.ts'

/** After a look that took longer, the next one waits so many times as long: looking takes a tenth of a core at most. */
const SHORT_MS = 1_000
const REST = 10

/** What is watched, read together, because somebody may ask something else meanwhile. */
export interface Watched {
  id: string
  filters: AudienceFilter
  /** As text, to the microsecond. */
  watched_from: string
}

interface Watch extends Watched {
  refreshed_at: Date
  /** The day it was last compared with every lead, if ever. */
  is_full_today: boolean
  /** Whether it answers the question that the segment asks. */
  is_current: boolean
}

/**
 * Finds out who entered and left a segment of own leads since the last look, and tells. Looks at the leads that changed;
 * at every lead when told to, and once a day for what time alone changes. Does nothing while another look goes on.
 */
export async function refreshSegment(
  db: Databases,
  workspaceId: string,
  id: string,
  { isFull = false } = {},
): Promise<void> {
  await withWorkspace(db, workspaceId, async (tx) => {
    const watch = await lockWatch(tx, id)
    if (!watch) return
    const began = Date.now()
    const isEvery = isFull || !watch.is_full_today || !watch.is_current
    if (watch.is_current) {
      const moves = await compareMembers(tx, watch, { since: watch.refreshed_at, isFull: isEvery })
      await publishMoves(tx, id, moves)
    } else {
      await rebuildMembers(tx, watch)
    }
    await noteLook(tx, watch, { tookMs: Date.now() - began, isEvery })
  })
}

/** The watch of an active segment of own leads, made at the first look; null while somebody else has it. */
async function lockWatch(tx: Tx, id: string): Promise<Watch | null> {
  await sql`
    insert into segment_watches (workspace_id, segment_id)
    select workspace_id, id from segments
    where workspace_id = current_workspace() and id = ${id} and target = 'leads' and status = 'active'
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<Watch>`
    select s.id, s.filters, s.watched_from::text as watched_from, w.refreshed_at, w.full_on is not distinct from (now() at time zone 'UTC')::date as is_full_today,
      w.watched_from is not distinct from s.watched_from as is_current
    from segment_watches w
    join segments s on s.workspace_id = w.workspace_id and s.id = w.segment_id
    where w.workspace_id = current_workspace() and w.segment_id = ${id} and s.status = 'active'
    for update of w skip locked`.execute(tx)
  return rows[0] ?? null
}

/** One event for all who entered and one for all who left. */
async function publishMoves(tx: Tx, id: string, moves: Moves): Promise<void> {
  for (const move of ['entered', 'left'] as const) {
    if (moves[move] === 0) continue
    const payload = { segment_id: id, ids: moves[`${move}_ids`], count: moves[move] }
    await sql`
      insert into events (workspace_id, type, payload)
      values (current_workspace(), ${`segment.${move}`}, ${JSON.stringify(payload)}::jsonb)`.execute(tx)
  }
}

/** What the look found as the segment's count and the day's. */
async function noteLook(
  tx: Tx,
  { id, watched_from }: Watched,
  { tookMs, isEvery }: { tookMs: number; isEvery: boolean },
): Promise<void> {
  await sql`
    with looked as (
      update segment_watches set
        rests_until = case when ${tookMs > SHORT_MS}::boolean
          then clock_timestamp() + ${REST * tookMs}::bigint * interval '1 millisecond' end,
        full_on = case when ${isEvery}::boolean then (now() at time zone 'UTC')::date else full_on end
      where workspace_id = current_workspace() and segment_id = ${id}
      returning members
    ), counted as (
      insert into segment_counts (workspace_id, segment_id, day, count)
      select current_workspace(), ${id}, (now() at time zone 'UTC')::date, members from looked
      on conflict (workspace_id, segment_id, day) do update set count = excluded.count
    )
    update segments s set last_count = looked.members, last_net_new = null, last_counted_at = now()
    from looked
    where s.workspace_id = current_workspace() and s.id = ${id} and s.watched_from = ${watched_from}::timestamptz`.execute(
    tx,
  )
}
