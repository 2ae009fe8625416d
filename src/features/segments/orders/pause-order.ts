import { sql } from 'kysely'
import { type Databases, type Tx, withSystem } from '../../../platform/db/index.ts'
import type { Mail } from '../../../platform/mail/index.ts'
import { queueMail } from '../../accounts/index.ts'
import type { OrderKey } from './run-standing-order.ts'

const WHY: Record<string, string> = {
  insufficient_credits: 'there are not enough credits',
  spend_cap: 'the cap on what may be spent this month is reached',
  wallet_frozen: 'spending is stopped',
  unsupported_filter: 'the audience cannot be asked this filter any more',
}

/** Pauses a standing order, says why, and writes to whoever gave it, or to the owners. Once, whoever else sees it too. */
export async function pauseOrder(
  db: Databases,
  appUrl: string,
  key: OrderKey,
  reason: string,
): Promise<void> {
  await withSystem(db, (tx) => pauseAndTell(tx, appUrl, key, reason))
}

async function pauseAndTell(tx: Tx, appUrl: string, { workspaceId, segmentId }: OrderKey, reason: string) {
  const { rows: paused } = await sql<{ name: string; actor_id: string | null }>`
    update standing_orders o set status = 'paused', paused_reason = ${reason}, updated_at = now()
    from segments s
    where o.workspace_id = ${workspaceId} and o.segment_id = ${segmentId} and o.status = 'active'
      and s.workspace_id = o.workspace_id and s.id = o.segment_id
    returning s.name, o.actor_id`.execute(tx)
  const [order] = paused
  if (!order) return
  await sql`
    insert into events (workspace_id, type, payload)
    values (${workspaceId}, 'segment.order_paused', jsonb_build_object('segment_id', ${segmentId}::uuid, 'reason', ${reason}::text))`.execute(
    tx,
  )
  const { rows: people } = await sql<{ email: string }>`
    with members_of as (
      select u.email, m.user_id, m.role from members m join auth."user" u on u.id = m.user_id
      where m.workspace_id = ${workspaceId}
    )
    select email from members_of where user_id = ${order.actor_id}::uuid
      or role = 'owner' and not exists (select from members_of where user_id = ${order.actor_id}::uuid)`.execute(
    tx,
  )
  for (const { email } of people) await queueMail(tx, mailOf(email, appUrl, order.name, segmentId, reason))
}

function mailOf(to: string, appUrl: string, name: string, segmentId: string, reason: string): Mail {
  return {
    to,
    subject: `The standing order of “${name}” is paused`,
    text: `Assay no longer pulls new people of the segment “${name}”, because ${WHY[reason] ?? reason}.

Once that is settled, let it go on here:
${appUrl}/segments/${segmentId}
`,
  }
}
