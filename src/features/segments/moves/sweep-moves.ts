import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { Logger } from '../../../platform/log.ts'
import { refreshSegment } from './refresh-segment.ts'

const AT_ONCE = 1000

interface Due {
  workspace_id: string
  id: string
  is_rescored: boolean
}

/**
 * Looks at the segments of own leads whose workspace something happened in since their last look, or whose day is a new
 * one; of one workspace or of all. One that fails rests for a while and does not keep the others.
 */
export async function sweepMoves(
  db: Databases,
  { workspaceId = null, signal, log }: { workspaceId?: string | null; signal: AbortSignal; log: Logger },
): Promise<void> {
  for (const { workspace_id, id, is_rescored } of await listDue(db, workspaceId)) {
    if (signal.aborted) return
    try {
      await refreshSegment(db, workspace_id, id, { isFull: is_rescored })
    } catch (error) {
      log.error({ err: error, workspace_id, segment_id: id }, 'cannot tell who entered or left a segment')
      await rest(db, workspace_id, id)
    }
  }
}

async function rest(db: Databases, workspaceId: string, id: string): Promise<void> {
  await withSystem(db, (tx) =>
    sql`
      insert into segment_watches (workspace_id, segment_id, rests_until)
      select workspace_id, id, now() + interval '10 minutes' from segments
      where workspace_id = ${workspaceId} and id = ${id}
      on conflict (workspace_id, segment_id) do update set rests_until = excluded.rests_until`.execute(tx),
  )
}

/** Scores that changed as a whole leave no history, so every lead is looked at. */
function listDue(db: Databases, workspaceId: string | null): Promise<Due[]> {
  return withSystem(db, async (tx) => {
    const happened = sql`
      from events e where e.workspace_id = s.workspace_id and e.xid >= w.seen_xid and e.type not like 'segment.%'`
    const { rows } = await sql<Due>`
      select s.workspace_id, s.id, coalesce(exists (
          select ${happened} and e.type = 'lead.updated' and e.payload -> 'changed' ? 'score'
            and jsonb_array_length(e.payload -> 'ids') = 0), false) as is_rescored
      from segments s
      left join segment_watches w on w.workspace_id = s.workspace_id and w.segment_id = s.id
      where s.status = 'active' and s.target = 'leads'
        and (${workspaceId}::uuid is null or s.workspace_id = ${workspaceId}::uuid)
        and coalesce(w.rests_until, now()) <= now()
        and (w.watched_from is distinct from s.watched_from
          or w.full_on is distinct from (now() at time zone 'UTC')::date or exists (select ${happened}))
      order by w.refreshed_at nulls first limit ${AT_ONCE}`.execute(tx)
    return rows
  })
}
