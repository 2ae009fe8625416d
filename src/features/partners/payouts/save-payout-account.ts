import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { NewPayoutAccount } from './schema.ts'

/** How this partner wants to be paid. What it does not say of payment by hand stays as it was. */
export async function savePayoutAccount(tx: Tx, wish: NewPayoutAccount, hasStripe: boolean): Promise<void> {
  if (wish.method === 'stripe' && !hasStripe) {
    throw new Problem('conflict', 'This installation does not pay by Stripe: choose payment by hand')
  }
  await sql`
    select save_payout_account(${wish.method}, ${wish.automatic}, ${wish.payee_name ?? null}, ${wish.pay_to ?? null})`.execute(
    tx,
  )
}
