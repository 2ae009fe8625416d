import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Role } from '../../../platform/http/index.ts'

/** A member's role, held until the transaction ends, so that what it allows stays true; 404 for a stranger. */
export async function lockMember(tx: Tx, workspaceId: string, userId: string): Promise<Role> {
  const row = await tx
    .selectFrom('members')
    .select('role')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not_found', 'There is no such member')
  return row.role as Role
}
