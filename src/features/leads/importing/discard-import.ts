import { type Databases, withWorkspace } from '../../../platform/db/index.ts'

/** Forgets an import whose file did not arrive or was refused, with what was kept of it. A cancelled one stays. */
export async function discardImport(db: Databases, workspaceId: string, importId: string): Promise<void> {
  await withWorkspace(db, workspaceId, (tx) =>
    tx
      .deleteFrom('imports')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', importId)
      .where('status', '=', 'queued')
      .execute(),
  )
}
