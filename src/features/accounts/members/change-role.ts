import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Role } from '../../../platform/http/index.ts'
import { lockMember } from './lock-member.ts'

export interface RoleChange {
  workspaceId: string
  /** The role of who asks. */
  actorRole: Role | null
  userId: string
  role: Role
}

/** Gives a member another role. Only an owner makes or unmakes owners; the last one stays (409). */
export async function changeRole(
  tx: Tx,
  { workspaceId, actorRole, userId, role }: RoleChange,
): Promise<void> {
  const before = await lockMember(tx, workspaceId, userId)
  if ((before === 'owner' || role === 'owner') && actorRole !== 'owner') {
    throw new Problem('forbidden', 'Only an owner may make or unmake owners')
  }
  await tx
    .updateTable('members')
    .set({ role })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute()
}
