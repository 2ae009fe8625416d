import { sql } from 'kysely'
import { type Databases, withSystem, withWorkspace } from '../../../platform/db/index.ts'
import { finishImport } from './finish-import.ts'
import { ABANDONED_SECONDS, STALE_SECONDS } from './limits.ts'
import { enqueueImport } from './start-import.ts'

const MAX_SWEPT = 1_000

interface Quiet {
  workspace_id: string
  id: string
  is_whole: boolean
}

/**
 * Takes up imports whose worker was killed: a dead worker's jobs stay locked for hours, an import does not wait for
 * that. Should the worker be alive after all, the locks of storeBatch keep the two from storing anything twice.
 * Uploads that stopped arriving end as failed.
 */
export async function sweepImports(
  db: Databases,
  { staleSeconds = STALE_SECONDS, abandonedSeconds = ABANDONED_SECONDS } = {},
): Promise<void> {
  const quiet = await withSystem(db, (tx) => findQuiet(tx, staleSeconds, abandonedSeconds))
  for (const { workspace_id: workspaceId, id, is_whole: isWhole } of quiet) {
    await withWorkspace(db, workspaceId, async (tx) => {
      if (isWhole) await enqueueImport(tx, workspaceId, id)
      else await finishImport(tx, workspaceId, id, 'failed', 'The upload broke off. Upload the file again.')
    })
  }
}

async function findQuiet(tx: Parameters<typeof finishImport>[0], stale: number, abandoned: number) {
  const { rows } = await sql<Quiet>`
    select workspace_id, id, file_bytes is not null as is_whole
    from imports
    where (status = 'running' and touched_at < now() - make_interval(secs => ${stale}))
      or (status = 'queued' and file_bytes is null and touched_at < now() - make_interval(secs => ${abandoned}))
    order by touched_at
    limit ${MAX_SWEPT}`.execute(tx)
  return rows
}
