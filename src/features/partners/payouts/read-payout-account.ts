import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { PayoutAccount } from './schema.ts'

interface AccountRow {
  method: NonNullable<PayoutAccount['method']>
  ready: boolean
  automatic: boolean
  payee_name: string | null
  pay_to: string | null
  stripe_account_id: string | null
  details_submitted: boolean
  payouts_enabled: boolean
  requirements: string[]
}

/** How this partner is paid, and what is missing for it. */
export async function readPayoutAccount(
  tx: Tx,
  workspaceId: string,
  { stripe, config }: Pick<Platform, 'stripe' | 'config'>,
): Promise<PayoutAccount> {
  const { rows } = await sql<AccountRow>`
    select a.method, payout_account_ready(a) as ready, a.automatic, a.payee_name, a.pay_to, a.stripe_account_id,
      a.details_submitted, a.payouts_enabled, a.requirements
    from payout_accounts a where a.workspace_id = ${workspaceId}`.execute(tx)
  const [row] = rows
  return {
    method: row?.method ?? null,
    ready: row?.ready ?? false,
    automatic: row?.automatic ?? false,
    payee_name: row?.payee_name ?? null,
    pay_to: row?.pay_to ?? null,
    stripe: {
      available: stripe !== null,
      simulated: stripe !== null && (config.stripe?.isSimulated ?? false),
      account_id: row?.stripe_account_id ?? null,
      details_submitted: row?.details_submitted ?? false,
      payouts_enabled: row?.payouts_enabled ?? false,
      requirements: row?.requirements ?? [],
    },
  }
}
