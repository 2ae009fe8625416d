import type { Tx } from '../../../platform/db/index.ts'
import { joinByInvitation } from '../invitations/join-by-invitation.ts'
import { signUpSchema } from '../schema.ts'
import { createWorkspace } from '../workspaces/create-workspace.ts'

const wishes = signUpSchema.pick({ name: true, workspace_name: true, invitation_token: true })

/** A new person's first workspace: the one the invitation is for, or one of their own. */
export async function settleNewPerson(tx: Tx, userId: string, signUp: unknown): Promise<string> {
  const { name, workspace_name, invitation_token } = wishes.parse(signUp)
  if (invitation_token) return joinByInvitation(tx, userId, invitation_token)
  return createWorkspace(tx, userId, workspace_name ?? `${name.slice(0, 80)}'s workspace`)
}
