import { sql } from 'kysely'
import { type Databases, withSystem, withWorkspace } from '../../../platform/db/index.ts'
import { enqueueRun } from './enqueue-run.ts'
import { STALE_SECONDS, WAITING_SECONDS } from './limits.ts'

const MAX_SWEPT = 1_000

/**
 * Takes up runs and undos whose worker was killed; one that still waits is queued anew, which changes nothing. Should the
 * worker be alive after all, the lock of the run keeps the two from filling anything twice.
 */
export async function sweepRuns(db: Databases): Promise<void> {
  const { rows } = await withSystem(db, (tx) =>
    sql<{ workspace_id: string; id: string }>`
      select workspace_id, id from enrichments
      where status in ('queued', 'running', 'undoing') and touched_at < now() - make_interval(secs =>
        case when status = 'queued' then ${WAITING_SECONDS} else ${STALE_SECONDS} end::int)
      order by touched_at limit ${MAX_SWEPT}`.execute(tx),
  )
  for (const { workspace_id, id } of rows) {
    await withWorkspace(db, workspace_id, (tx) => enqueueRun(tx, workspace_id, id))
  }
}

/** Forgets previews after their hour, the rows of runs after 30 days, and who was paid for longer ago than that. */
export async function purgeRuns(db: Databases): Promise<void> {
  await withSystem(db, async (tx) => {
    await sql`
      delete from enrichments
      where status in ('matching', 'matched') and created_at < now() - interval '65 minutes'`.execute(tx)
    await sql`
      delete from enrichment_rows r using enrichments e
      where e.workspace_id = r.workspace_id and e.id = r.enrichment_id
        and e.finished_at < now() - interval '30 days' and e.status <> 'undoing'`.execute(tx)
    await sql`delete from enriched_people where paid_at < now() - interval '30 days'`.execute(tx)
  })
}
