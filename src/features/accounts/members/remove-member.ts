import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Role } from '../../../platform/http/index.ts'
import { isAtLeast } from '../scopes.ts'
import { lockMember } from './lock-member.ts'

export interface Removal {
  workspaceId: string
  actor: { userId: string; role: Role | null }
  userId: string
}

/**
 * Ends a membership: one's own, or another's for admins (an owner's for owners only). The last owner stays
 * (409). The keys the person made stop too, for they may have kept a copy.
 */
export async function removeMember(tx: Tx, { workspaceId, actor, userId }: Removal): Promise<void> {
  const leaving = actor.userId === userId
  if (!leaving && !isAtLeast(actor.role, 'admin')) {
    throw new Problem('forbidden', 'Only an owner or admin may remove others')
  }
  const role = await lockMember(tx, workspaceId, userId)
  if (role === 'owner' && actor.role !== 'owner')
    throw new Problem('forbidden', 'Only an owner may remove an owner')
  await tx
    .deleteFrom('members')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute()
  await tx
    .updateTable('api_keys')
    .set({ revoked_at: sql`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('created_by', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
}
