import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

/** Stops a key: the next request with it is refused. */
export async function revokeApiKey(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('api_keys')
    .set({ revoked_at: sql`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw new Problem('not_found', 'There is no such key')
}
