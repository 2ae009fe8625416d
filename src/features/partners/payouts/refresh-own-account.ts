import { sql } from 'kysely'
import { withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { refreshStripeAccount } from './refresh-stripe-account.ts'

/** Asks Stripe how this partner's account stands, if there is one. 502 when Stripe does not answer. */
export async function refreshOwnAccount(
  { db, stripe, log }: Pick<Platform, 'db' | 'stripe' | 'log'>,
  workspaceId: string,
): Promise<void> {
  if (!stripe) return
  const { rows } = await withWorkspace(db, workspaceId, (tx) =>
    sql<{ id: string | null }>`
      select stripe_account_id as id from payout_accounts where workspace_id = ${workspaceId}`.execute(tx),
  )
  const account = rows[0]?.id
  if (!account) return
  try {
    await refreshStripeAccount({ db, stripe }, account)
  } catch (error) {
    log.warn({ err: error }, 'Stripe did not tell how an account stands')
    throw new Problem('upstream', 'Stripe does not answer now: try again in a minute')
  }
}
