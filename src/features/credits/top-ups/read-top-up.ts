import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../hundredths.ts'
import type { TopUp } from '../schema.ts'

interface TopUpRow {
  top_up_enabled: boolean | null
  top_up_package_id: string | null
  top_up_below_hundredths: number | null
  top_up_monthly_cap_cents: number | null
  top_up_off_reason: string | null
  stripe_payment_method_id: string | null
  payment_method_label: string | null
  charged: number
}

/** What the workspace buys by itself. */
export async function readTopUp(tx: Tx, workspaceId: string): Promise<TopUp> {
  const { rows } = await sql<TopUpRow>`
    select c.*, (
      select coalesce(sum(amount_cents), 0)::bigint from checkouts
      where workspace_id = w.id and kind = 'top_up' and status not in ('failed', 'expired')
        and created_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC') as charged
    from (select ${workspaceId}::uuid as id) w left join wallet_controls c on c.workspace_id = w.id`.execute(
    tx,
  )
  const row = rows[0] as TopUpRow
  return {
    enabled: row.top_up_enabled ?? false,
    package_id: row.top_up_package_id,
    below: row.top_up_below_hundredths === null ? null : toCredits(row.top_up_below_hundredths),
    monthly_cap_cents: row.top_up_monthly_cap_cents,
    payment_method: row.stripe_payment_method_id && (row.payment_method_label ?? 'saved'),
    off_reason: row.top_up_off_reason,
    charged_this_month_cents: row.charged,
  }
}
