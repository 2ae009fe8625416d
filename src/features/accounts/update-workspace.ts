import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'

export interface WorkspaceChange {
  name?: string | undefined
  /** Lower case, as leads compare them. */
  priority_industries?: string[] | undefined
}

/** Changes the current workspace and answers it as it is now. */
export async function updateWorkspace(tx: Tx, workspaceId: string, change: WorkspaceChange) {
  const row = await tx
    .updateTable('workspaces')
    .set({ name: change.name, priority_industries: change.priority_industries })
    .where('id', '=', workspaceId)
    .returning(['id', 'name', 'priority_industries', 'created_at'])
    .executeTakeFirst()
  if (!row) throw new Problem('not_found', 'There is no such workspace')
  return row
}
