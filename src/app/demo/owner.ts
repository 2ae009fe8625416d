import { createUser, createWorkspace } from '../../features/accounts/index.ts'
import { withSystem } from '../../platform/db/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { DEMO_PASSWORD } from './accounts.ts'

export interface Owner {
  userId: string
  workspaceId: string
}

/** The person of an address with a workspace of their own; made the first time. */
export async function owner(
  db: Platform['db'],
  email: string,
  name: string,
  workspace: string,
): Promise<Owner> {
  return withSystem(db, async (tx) => {
    const known = await tx
      .selectFrom('auth.user as u')
      .innerJoin('members as m', 'm.user_id', 'u.id')
      .select(['u.id as userId', 'm.workspace_id as workspaceId'])
      .where('u.email', '=', email)
      .executeTakeFirst()
    if (known) return known
    const userId = await createUser(tx, { email, name, password: DEMO_PASSWORD, emailVerified: true })
    return { userId, workspaceId: await createWorkspace(tx, userId, workspace) }
  })
}
