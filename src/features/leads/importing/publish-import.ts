import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Tells the live clients how far an import is: counts only. */
export async function publishImport(
  tx: Tx,
  importId: string,
  type: 'import.progressed' | 'import.finished',
): Promise<void> {
  await sql`
    insert into events (workspace_id, type, payload)
    select workspace_id, ${type}, jsonb_build_object(
      'ids', jsonb_build_array(id), 'import_id', id, 'kind', kind, 'status', status, 'file_bytes', file_bytes,
      'bytes_done', bytes_done, 'rows', rows, 'imported', imported, 'updated', updated, 'duplicates', duplicates,
      'duplicates_in_file', duplicates_in_file, 'suppressed', suppressed, 'rejected', rejected, 'listed', listed)
    from imports where workspace_id = current_workspace() and id = ${importId}`.execute(tx)
}
