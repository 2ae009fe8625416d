import { sql } from 'kysely'
import { type Databases, type Tx, withSystem, withWorkspace } from '../../../platform/db/index.ts'
import { finishImport } from './finish-import.ts'
import { ABANDONED_SECONDS, STALE_SECONDS, WAITING_SECONDS } from './limits.ts'
import { enqueueImport } from './start-import.ts'

const MAX_SWEPT = 1_000

interface Quiet {
  workspace_id: string
  id: string
  is_whole: boolean
}

/**
 * Takes up imports whose worker was killed: a dead worker's jobs stay locked for hours, an import does not wait for
 * that. An import that still waits for its turn is queued anew, which changes nothing. Should the worker be alive
 * after all, the locks of storeBatch keep the two from storing anything twice. Uploads that stopped arriving end as
 * failed.
 */
export async function sweepImports(db: Databases): Promise<void> {
  const quiet = await withSystem(db, findQuiet)
  for (const { workspace_id: workspaceId, id, is_whole: isWhole } of quiet) {
    await withWorkspace(db, workspaceId, async (tx) => {
      if (isWhole) await enqueueImport(tx, workspaceId, id)
      else await finishImport(tx, workspaceId, id, 'failed', 'The upload broke off. Upload the file again.')
    })
  }
}

async function findQuiet(tx: Tx): Promise<Quiet[]> {
  const { rows } = await sql<Quiet>`
    select workspace_id, id, file_bytes is not null as is_whole
    from imports
    where status in ('queued', 'running') and touched_at < now() - make_interval(secs => case
      when status = 'running' then ${STALE_SECONDS}
      when file_bytes is not null then ${WAITING_SECONDS}
      else ${ABANDONED_SECONDS} end::int)
    order by touched_at
    limit ${MAX_SWEPT}`.execute(tx)
  return rows
}
