import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { dropChunks } from './chunks.ts'
import { publishImport } from './publish-import.ts'

export type EndStatus = 'finished' | 'cancelled' | 'failed'

/**
 * Ends an import that has not ended: its file goes, what it did stays. False when it had ended already. `failure`
 * is a sentence for the person who uploaded the file.
 */
export async function finishImport(
  tx: Tx,
  workspaceId: string,
  importId: string,
  status: EndStatus,
  failure: string | null = null,
): Promise<boolean> {
  const ended = await tx
    .updateTable('imports')
    .set({
      status,
      failure,
      finished_at: sql`now()`,
      ...(status === 'finished' ? { bytes_done: sql<number>`coalesce(file_bytes, bytes_done)` } : {}),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', importId)
    .where('status', 'in', ['queued', 'running'])
    .returning(['kind', 'imported', 'updated'])
    .executeTakeFirst()
  if (!ended) return false
  await dropChunks(tx, workspaceId, importId)
  if (ended.kind === 'partner' && ended.imported + ended.updated > 0) {
    await sql`select refresh_partner_quality()`.execute(tx)
  }
  await publishImport(tx, importId, 'import.finished')
  return true
}
