import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Role } from '../../../platform/http/index.ts'
import { invitationMail } from '../mails/mail-texts.ts'
import { queueMail } from '../mails/queue-mail.ts'
import { listMembers } from '../members/list-members.ts'
import { hashToken, newToken } from '../secrets.ts'

/** Members and waiting invitations together. */
const MAX_PEOPLE = 200
/** Mails to strangers cost us our reputation as a sender. */
const MAX_A_DAY = 300

export interface NewInvitation {
  workspace: { id: string; name: string }
  inviter: { id: string; name: string; role: Role | null }
  email: string
  role: Role
  /** Where invitation links lead. */
  appUrl: URL
}

/** Invites an address by mail; an earlier invitation of it that still waits stops. Holds for 7 days. */
export async function createInvitation(tx: Tx, invitation: NewInvitation) {
  const { workspace, inviter, role, appUrl } = invitation
  const email = invitation.email.toLowerCase()
  if (role === 'owner' && inviter.role !== 'owner')
    throw new Problem('forbidden', 'Only an owner may invite an owner')
  await refuseTooMany(tx, workspace.id, email)
  await tx
    .updateTable('invitations')
    .set({ revoked_at: sql`now()` })
    .where('workspace_id', '=', workspace.id)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
  const token = newToken()
  const created = await tx
    .insertInto('invitations')
    .values({
      workspace_id: workspace.id,
      email,
      role,
      token_hash: hashToken(token),
      invited_by: inviter.id,
      expires_at: sql`now() + interval '7 days'`,
    })
    .returning(['id', 'email', 'role', 'expires_at', 'created_at'])
    .executeTakeFirstOrThrow()
  const link = new URL(`/invitations/${token}`, appUrl).href
  await queueMail(tx, invitationMail(email, link, { inviter: inviter.name, workspace: workspace.name }))
  return { ...created, role }
}

async function refuseTooMany(tx: Tx, workspaceId: string, email: string): Promise<void> {
  // One invitation of a workspace at a time, so that the limits hold and the same address twice at once is no error.
  await sql`select from workspaces where id = ${workspaceId} for no key update`.execute(tx)
  const members = await listMembers(tx)
  if (members.some((member) => member.email === email))
    throw new Problem('conflict', `${email} is a member already`)
  const { waiting, today } = await tx
    .selectFrom('invitations')
    .select([
      sql<number>`count(*) filter (where accepted_at is null and revoked_at is null and expires_at > now())`.as(
        'waiting',
      ),
      sql<number>`count(*) filter (where created_at > now() - interval '1 day')`.as('today'),
    ])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  if (members.length + waiting >= MAX_PEOPLE) {
    throw new Problem('conflict', `A workspace has room for ${MAX_PEOPLE} people, invited ones included`)
  }
  if (today >= MAX_A_DAY) throw new Problem('rate_limited', `At most ${MAX_A_DAY} invitations a day`)
}
