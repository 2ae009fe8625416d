import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { MemberGuardSettings } from '../schema.ts'
import { limit } from './set-guards.ts'

/** Sets what one member may spend, within what the workspace may. */
export async function setMemberGuards(tx: Tx, userId: string, settings: MemberGuardSettings): Promise<void> {
  const { frozen, monthly_cap, confirm_above } = settings
  await sql`select set_member_guards(${userId}, ${frozen}, ${limit(monthly_cap)}, ${limit(confirm_above)})`.execute(
    tx,
  )
}

/** Lifts what was set for a member. */
export async function clearMemberGuards(tx: Tx, userId: string): Promise<void> {
  await sql`select clear_member_guards(${userId})`.execute(tx)
}
