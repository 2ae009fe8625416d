import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

/** Stops an invitation that still waits. */
export async function revokeInvitation(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('invitations')
    .set({ revoked_at: sql`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!numUpdatedRows) throw new Problem('not_found', 'There is no such invitation')
}
