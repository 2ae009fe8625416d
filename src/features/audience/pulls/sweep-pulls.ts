import { sql } from 'kysely'
import { type Databases, withSystem, withWorkspace } from '../../../platform/db/index.ts'
import { enqueuePull } from './enqueue-pull.ts'

const MAX_SWEPT = 1_000
/** A pull nobody has touched for so long is taken up by another worker; one that waits for its turn later. */
const STALE_SECONDS = 20
const WAITING_SECONDS = 120

/**
 * Takes up pulls whose worker or request was killed. Should it be alive after all, the row's lock and its number of
 * batches keep the two from storing or charging anything twice.
 */
export async function sweepPulls(db: Databases): Promise<void> {
  const { rows } = await withSystem(db, (tx) =>
    sql<{ workspace_id: string; id: string }>`
      select workspace_id, id from pulls
      where status in ('queued', 'running') and touched_at < now() - make_interval(
        secs => case when status = 'running' then ${STALE_SECONDS} else ${WAITING_SECONDS} end::int)
      order by touched_at limit ${MAX_SWEPT}`.execute(tx),
  )
  for (const { workspace_id, id } of rows) {
    await withWorkspace(db, workspace_id, (tx) => enqueuePull(tx, workspace_id, id))
  }
}
