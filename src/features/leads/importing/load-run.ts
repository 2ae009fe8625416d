import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { ImportKind } from './import-options.ts'
import type { ImportRun, StoredOptions } from './import-run.ts'

/** Takes up an import that waits or was left running; null when there is nothing to do. */
export async function loadRun(
  tx: Tx,
  workspaceId: string,
  importId: string,
): Promise<{ run: ImportRun; rowsDone: number } | null> {
  const row = await tx
    .updateTable('imports')
    .set({ status: 'running', started_at: sql`coalesce(started_at, now())`, touched_at: sql`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', importId)
    .where('status', 'in', ['queued', 'running'])
    .where('file_bytes', 'is not', null)
    .returning(['kind', 'actor_id', 'file_name', 'options', 'rows_done'])
    .executeTakeFirst()
  if (!row) return null
  const run: ImportRun = {
    id: importId,
    workspaceId,
    kind: row.kind as ImportKind,
    actorId: row.actor_id,
    fileName: row.file_name,
    options: row.options as StoredOptions,
  }
  return { run, rowsDone: row.rows_done }
}
