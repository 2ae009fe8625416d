import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../hundredths.ts'
import type { Guards } from '../schema.ts'

interface OwnRow {
  month: string
  monthly_cap: number | null
  confirm_above: number | null
  spent: number
  held: number
}

interface MemberRow {
  user_id: string
  name: string
  email: string
  role: Guards['members'][number]['role']
  frozen: boolean
  monthly_cap: number | null
  confirm_above: number | null
  spent: number
  held: number
}

/** What is set for the workspace and each member, and what was spent of it this month. */
export async function readGuards(tx: Tx, workspaceId: string): Promise<Guards> {
  const own = await sql<OwnRow>`
    select to_char(this_month() at time zone 'UTC', 'YYYY-MM') as month,
      c.monthly_cap_hundredths as monthly_cap, c.confirm_above_hundredths as confirm_above,
      coalesce(s.spent, 0)::bigint as spent, coalesce(s.held, 0)::bigint as held
    from (select sum(spent_hundredths) as spent, sum(held_hundredths) as held from month_spending()) s
    left join wallet_controls c on c.workspace_id = ${workspaceId}`.execute(tx)
  const members = await sql<MemberRow>`
    select m.user_id, m.name, m.email, m.role, coalesce(c.frozen, false) as frozen,
      c.monthly_cap_hundredths as monthly_cap, c.confirm_above_hundredths as confirm_above,
      coalesce(s.spent_hundredths, 0) as spent, coalesce(s.held_hundredths, 0) as held
    from list_members() m
    left join member_controls c on c.workspace_id = ${workspaceId} and c.user_id = m.user_id
    left join month_spending() s on s.actor_id = m.user_id
    order by m.created_at, m.user_id`.execute(tx)
  const { month, ...row } = own.rows[0] as OwnRow
  return { month, ...settingsOf(row), members: members.rows.map(memberOf) }
}

function memberOf({ user_id, name, email, role, frozen, ...row }: MemberRow): Guards['members'][number] {
  return { user_id, name, email, role, frozen, ...settingsOf(row) }
}

function settingsOf({ monthly_cap, confirm_above, spent, held }: Omit<OwnRow, 'month'>) {
  return {
    monthly_cap: monthly_cap === null ? null : toCredits(monthly_cap),
    confirm_above: confirm_above === null ? null : toCredits(confirm_above),
    spending: { spent: toCredits(spent), held: toCredits(held) },
  }
}
