import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { Freeze } from '../schema.ts'

interface FreezeRow {
  frozen_at: Date | null
  frozen_reason: string | null
  actor_id: string | null
  actor_name: string | null
  payment_frozen_at: Date | null
  by_member: boolean
}

/** Whether and why nothing can be spent; for the person who asks, or a program. */
export async function readFreeze(tx: Tx, workspaceId: string, userId: string | null): Promise<Freeze> {
  const { rows } = await sql<FreezeRow>`
    select c.frozen_at, c.frozen_reason, m.user_id as actor_id, m.name as actor_name, c.payment_frozen_at,
      exists (select from member_controls
        where workspace_id = ${workspaceId} and user_id = ${userId}::uuid and frozen) as by_member
    from (values (1)) always
    left join wallet_controls c on c.workspace_id = ${workspaceId}
    left join list_members() m on m.user_id = c.frozen_by`.execute(tx)
  const row = rows[0] as FreezeRow
  const actor = row.actor_id && row.actor_name !== null ? { id: row.actor_id, name: row.actor_name } : null
  return {
    frozen: row.frozen_at !== null || row.payment_frozen_at !== null || row.by_member,
    by_workspace: row.frozen_at && { at: row.frozen_at.toISOString(), reason: row.frozen_reason, actor },
    by_payment: row.payment_frozen_at && { at: row.payment_frozen_at.toISOString() },
    by_member: row.by_member,
  }
}

/** Stops all spending of the workspace at once. A second freeze leaves the first one's reason. */
export async function freeze(tx: Tx, userId: string | null, reason: string): Promise<void> {
  await sql`select freeze_wallet(${userId}, ${reason || null})`.execute(tx)
}

/** Allows spending again, as far as the workspace itself had stopped it. */
export async function unfreeze(tx: Tx): Promise<void> {
  await sql`select unfreeze_wallet()`.execute(tx)
}
