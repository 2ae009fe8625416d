import type { Tx } from '../../../platform/db/index.ts'
import type { Scope } from '../../../platform/http/index.ts'
import { listMembers } from '../members/list-members.ts'

/** The working keys of a workspace, newest first, with the name of who made each. */
export async function listApiKeys(tx: Tx, workspaceId: string) {
  const rows = await tx
    .selectFrom('api_keys')
    .select(['id', 'name', 'prefix', 'scopes', 'created_by', 'last_used_at', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  const names = new Map((await listMembers(tx)).map((member) => [member.user_id, member.name]))
  return rows.map((row) => ({
    ...row,
    scopes: row.scopes as Scope[],
    created_by: names.get(row.created_by ?? '') ?? null,
  }))
}
