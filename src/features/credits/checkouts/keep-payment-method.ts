import { sql } from 'kysely'
import type Stripe from 'stripe'
import { withSystem } from '../../../platform/db/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { idOf } from './take-in-payment.ts'

/** Notes the payment method that a paid checkout left for later, and how people know it. */
export async function keepPaymentMethod({ db, stripe }: Platform, checkoutId: string): Promise<void> {
  const checkout = await withSystem(db, (tx) =>
    tx
      .selectFrom('checkouts')
      .select('stripe_payment_intent')
      .where('id', '=', checkoutId)
      .executeTakeFirst(),
  )
  if (!stripe || !checkout?.stripe_payment_intent) return
  const intent = await stripe.paymentIntents.retrieve(checkout.stripe_payment_intent)
  const methodId = idOf(intent.payment_method)
  if (!methodId) return
  const label = labelOf(await stripe.paymentMethods.retrieve(methodId))
  await withSystem(db, (tx) =>
    sql`select keep_payment_method(${checkoutId}, ${methodId}, ${label})`.execute(tx),
  )
}

function labelOf({ type, card }: Stripe.PaymentMethod): string {
  if (!card) return type.replaceAll('_', ' ')
  return `${card.brand} ending in ${card.last4}`
}
