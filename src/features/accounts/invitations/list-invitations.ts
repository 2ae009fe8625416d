import type { Tx } from '../../../platform/db/index.ts'
import type { Role } from '../../../platform/http/index.ts'

/** The invitations of a workspace that still wait, newest first. */
export async function listInvitations(tx: Tx, workspaceId: string) {
  const rows = await tx
    .selectFrom('invitations')
    .select(['id', 'email', 'role', 'expires_at', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date())
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as Role }))
}
