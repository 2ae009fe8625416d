import { sql } from 'kysely'
import { type Databases, type Tx, withSystem, withWorkspace } from '../../platform/db/index.ts'

/** The states of what a worker has or is awaited for. Said as their indexes say them. */
const UNFINISHED = {
  pulls: sql`status in ('queued', 'running')`,
  enrichments: sql`status in ('queued', 'running', 'undoing')`,
}
const MAX_TAKEN_UP = 1_000
/** What nobody has touched for so long is taken up by another worker. */
const STALE_SECONDS = 20
/** What waits longer than this is queued anew: a killed worker may have taken its job without beginning. */
const WAITING_SECONDS = 120

/**
 * Queues pulls or enrichments again whose worker or request was killed; for one that still waits it changes nothing.
 * Should the worker be alive after all, the row's lock keeps the two from storing, filling or charging anything twice.
 */
export async function takeUpStale(
  db: Databases,
  table: keyof typeof UNFINISHED,
  enqueue: (tx: Tx, workspaceId: string, id: string) => Promise<void>,
): Promise<void> {
  const { rows } = await withSystem(db, (tx) =>
    sql<{ workspace_id: string; id: string }>`
      select workspace_id, id from ${sql.table(table)}
      where ${UNFINISHED[table]} and touched_at < now() - make_interval(secs =>
        case when status = 'queued' then ${WAITING_SECONDS} else ${STALE_SECONDS} end::int)
      order by touched_at limit ${MAX_TAKEN_UP}`.execute(tx),
  )
  for (const { workspace_id, id } of rows) {
    await withWorkspace(db, workspace_id, (tx) => enqueue(tx, workspace_id, id))
  }
}
