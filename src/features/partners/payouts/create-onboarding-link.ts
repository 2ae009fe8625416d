import { sql } from 'kysely'
import type Stripe from 'stripe'
import { withSystem } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { OnboardingLink } from './schema.ts'

const PAGE = '/sell/earnings?tab=settings&stripe='

/** Makes the partner's Express account the first time, and a link on which it tells Stripe who it is. */
export async function createOnboardingLink(
  { db, config, stripe }: Pick<Platform, 'db' | 'config' | 'stripe'>,
  workspaceId: string,
): Promise<OnboardingLink> {
  if (!stripe) {
    throw new Problem('conflict', 'This installation does not pay by Stripe: choose payment by hand')
  }
  const account = await accountOf(db, stripe, workspaceId)
  const link = await stripe.accountLinks.create({
    account,
    type: 'account_onboarding',
    return_url: `${config.appUrl}${PAGE}returned`,
    refresh_url: `${config.appUrl}${PAGE}again`,
  })
  return { url: link.url, expires_at: new Date(link.expires_at * 1000).toISOString() }
}

/** The account's id. Asking Stripe twice for a new one, at once or after a crash, gives the same one. */
async function accountOf(db: Platform['db'], stripe: Stripe, workspaceId: string): Promise<string> {
  const kept = await withSystem(db, async (tx) => {
    const { rows } = await sql<{ partner: boolean; account: string | null }>`
      select exists (select from partners where workspace_id = ${workspaceId}) as partner,
        (select stripe_account_id from payout_accounts where workspace_id = ${workspaceId}) as account`.execute(
      tx,
    )
    return rows[0]
  })
  if (!kept?.partner) throw new Problem('forbidden', 'This workspace is not a partner: apply first')
  if (kept.account) return kept.account
  const made = await stripe.accounts.create(
    {
      type: 'express',
      capabilities: { transfers: { requested: true } },
      metadata: { workspace_id: workspaceId },
    },
    { idempotencyKey: `payout-account-${workspaceId}` },
  )
  return withSystem(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select keep_stripe_account(${workspaceId}, ${made.id}) as id`.execute(tx)
    return (rows[0] as { id: string }).id
  })
}
