import { sql } from 'kysely'
import type Stripe from 'stripe'
import { type Databases, withSystem } from '../../../platform/db/index.ts'

/**
 * Asks Stripe how an account stands and keeps the answer. Events only say that something changed, so their order
 * does not matter.
 */
export async function refreshStripeAccount(
  { db, stripe }: { db: Databases; stripe: Stripe },
  accountId: string,
): Promise<void> {
  const askedAt = new Date()
  const account = await stripe.accounts.retrieve(accountId)
  const due = account.requirements?.currently_due ?? []
  await withSystem(db, (tx) =>
    sql`
      select note_stripe_account(${account.id}, ${account.details_submitted ?? false},
        ${account.payouts_enabled ?? false}, ${due}::text[], ${askedAt})`.execute(tx),
  )
}
