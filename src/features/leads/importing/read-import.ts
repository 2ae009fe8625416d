import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { ImportDetail } from './schema.ts'
import { viewImport } from './view-import.ts'

const SHOWN_PROBLEMS = 100

/** One import with its first rejections and warnings; 404 for another workspace's. */
export async function readImport(
  tx: Tx,
  workspaceId: string,
  importId: string,
  shown = SHOWN_PROBLEMS,
): Promise<ImportDetail> {
  const row = await tx
    .selectFrom('imports')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', importId)
    .executeTakeFirst()
  if (!row) throw new Problem('not_found', 'There is no such import')
  const problems = (rejected: boolean) =>
    tx
      .selectFrom('import_errors')
      .select(['line', 'column', 'code', 'message', 'value'])
      .where('workspace_id', '=', workspaceId)
      .where('import_id', '=', importId)
      .where('rejected', '=', rejected)
      .orderBy('n')
      .limit(shown)
      .execute()
  return {
    ...viewImport(row),
    errors: row.rejected > 0 ? await problems(true) : [],
    warnings: row.warnings > 0 ? await problems(false) : [],
  }
}
