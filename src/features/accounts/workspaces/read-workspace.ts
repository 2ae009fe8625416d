import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

/** The settings of the current workspace. */
export async function readWorkspace(tx: Tx, workspaceId: string) {
  const row = await tx
    .selectFrom('workspaces')
    .select(['id', 'name', 'priority_industries', 'time_zone', 'created_at'])
    .where('id', '=', workspaceId)
    .executeTakeFirst()
  if (!row) throw new Problem('not_found', 'There is no such workspace')
  return row
}
