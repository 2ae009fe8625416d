import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { StoredOptions } from './import-run.ts'

export const IMPORT_LEADS = 'leads.import'

/** The file is complete: hands the import to the workers. False when it was cancelled before. */
export async function startImport(
  tx: Tx,
  workspaceId: string,
  importId: string,
  file: { bytes: number; options: StoredOptions },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('imports')
    .set({ file_bytes: file.bytes, options: JSON.stringify(file.options), touched_at: sql`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', importId)
    .where('status', '=', 'queued')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await enqueueImport(tx, workspaceId, importId)
  return true
}

export function enqueueImport(tx: Tx, workspaceId: string, importId: string): Promise<void> {
  return enqueue(
    tx,
    IMPORT_LEADS,
    { workspace_id: workspaceId, import_id: importId },
    { key: `${IMPORT_LEADS}:${importId}`, maxAttempts: MAX_ATTEMPTS },
  )
}

/** Some minutes of trying again; what fails longer than that is told to the person. */
export const MAX_ATTEMPTS = 6
