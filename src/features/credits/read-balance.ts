import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { toCredits } from './hundredths.ts'
import type { Credits } from './schema.ts'

interface BalanceRow {
  wallet: number
  held: number
  low_balance_hundredths: number | null
  payment_frozen_at: Date | null
  frozen_at: Date | null
  frozen_reason: string | null
  owed: number
}

/** What the workspace can spend, what is set aside, and why it may not spend. Without an account yet it has zero. */
export async function readBalance(tx: Tx, workspaceId: string): Promise<Credits> {
  const row = await readRow(tx, workspaceId)
  if (row.held === 0) return creditsOf(row)
  // Perhaps for a quote whose time is over, and the clock has yet to come by.
  const { rows } = await sql<{ released: number }>`select release_own_due_quotes() as released`.execute(tx)
  return creditsOf((rows[0]?.released ?? 0) > 0 ? await readRow(tx, workspaceId) : row)
}

async function readRow(tx: Tx, workspaceId: string): Promise<BalanceRow> {
  const { rows } = await sql<BalanceRow>`
    select coalesce(max(a.balance_hundredths) filter (where a.kind = 'wallet'), 0) as wallet,
      coalesce(max(a.balance_hundredths) filter (where a.kind = 'held'), 0) as held,
      c.low_balance_hundredths, c.payment_frozen_at, c.frozen_at, c.frozen_reason,
      (select coalesce(sum(owed_hundredths), 0)::bigint from checkouts
        where workspace_id = ${workspaceId} and owed_hundredths > 0) as owed
    from (select ${workspaceId}::uuid as id) w
    left join ledger_accounts a on a.workspace_id = w.id and a.kind in ('wallet', 'held')
    left join wallet_controls c on c.workspace_id = w.id
    group by c.workspace_id, c.low_balance_hundredths, c.payment_frozen_at, c.frozen_at, c.frozen_reason`.execute(
    tx,
  )
  return rows[0] as BalanceRow
}

function creditsOf(row: BalanceRow): Credits {
  return {
    ...{ balance: toCredits(row.wallet), held: toCredits(row.held) },
    low: row.low_balance_hundredths !== null && row.wallet < row.low_balance_hundredths,
    low_balance: row.low_balance_hundredths === null ? null : toCredits(row.low_balance_hundredths),
    frozen: frozenOf(row),
  }
}

function frozenOf(row: BalanceRow): Credits['frozen'] {
  const owed = toCredits(row.owed)
  if (row.payment_frozen_at) {
    const reason = `A payment went back after its credits were spent: ${owed} credits are owed`
    return { by: 'payment', since: row.payment_frozen_at.toISOString(), reason, owed }
  }
  if (!row.frozen_at) return null
  return { by: 'members', since: row.frozen_at.toISOString(), reason: row.frozen_reason, owed }
}
