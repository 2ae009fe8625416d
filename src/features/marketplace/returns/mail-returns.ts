import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import type { Mail } from '../../../platform/mail/index.ts'
import { queueMail } from '../../accounts/index.ts'

export const mailReturnsSchema = z.object({
  partner_id: z.uuid(),
  return_ids: z.array(z.uuid()),
  is_reminder: z.boolean(),
})
type Wish = z.infer<typeof mailReturnsSchema>

/** Writes to a partner's owners and admins about returns that wait for its answer. Needs withSystem. */
export async function mailReturns(tx: Tx, appUrl: string, wish: Wish): Promise<void> {
  const { rows: waiting } = await sql<{ count: number; due_at: Date | null }>`
    select count(*) as count, min(answer_due_at) as due_at from returns
    where id = any (${wish.return_ids}::uuid[]) and partner_id = ${wish.partner_id} and status = 'with_partner'`.execute(
    tx,
  )
  const { count = 0, due_at = null } = waiting[0] ?? {}
  if (count === 0 || due_at === null) return
  const { rows: people } = await sql<{ email: string }>`
    select u.email from members m join auth."user" u on u.id = m.user_id
    where m.workspace_id = ${wish.partner_id} and m.role in ('owner', 'admin')`.execute(tx)
  for (const { email } of people) await queueMail(tx, mailOf(email, appUrl, count, due_at, wish.is_reminder))
}

function mailOf(to: string, appUrl: string, count: number, dueAt: Date, isReminder: boolean): Mail {
  const what = count === 1 ? 'A sold lead' : `${count.toLocaleString('en')} sold leads`
  const due = `${dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return {
    to,
    subject: isReminder
      ? `Answer by ${due}: ${count === 1 ? 'a return waits' : `${count} returns wait`} for you on Assay`
      : `${what} came back on Assay`,
    text: `${what} ${isReminder ? `still ${count === 1 ? 'waits' : 'wait'} for your answer` : `${count === 1 ? 'was' : 'were'} returned by the buyer`}.

Accept or contest ${count === 1 ? 'it' : 'each'} by ${due}:
${appUrl}/sell/returns

What you do not answer by then goes to the operator, who decides.
`,
  }
}
