import { sql } from 'kysely'
import Stripe from 'stripe'
import { withSystem } from '../../../platform/db/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { metadataOf } from '../checkouts/session-of.ts'
import type { CheckoutRow } from '../checkouts/start-checkout.ts'
import { reportException, takeInPayment } from '../checkouts/take-in-payment.ts'
import { takeInPaymentIntent } from '../checkouts/take-in-payment-intent.ts'

/**
 * Buys a workspace its package if its balance has fallen below what it set. The checkout's row commits before Stripe
 * is asked, and its id is the key of the call: a job that is killed and run again charges once.
 */
export async function topUp(platform: Platform, workspaceId: string): Promise<void> {
  const { stripe, db } = platform
  if (!stripe) return
  const begun = await withSystem(db, async (tx) => {
    const { rows } = await sql<CheckoutRow>`select * from open_top_up(${workspaceId})`.execute(tx)
    const checkout = rows[0]
    if (!checkout?.id) return null
    const controls = await tx
      .selectFrom('wallet_controls')
      .select(['stripe_customer_id', 'stripe_payment_method_id'])
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()
    return { checkout, controls }
  })
  if (!begun) return
  const { checkout, controls } = begun
  const { stripe_customer_id: customer, stripe_payment_method_id: method } = controls
  // Past its time Stripe may have forgotten the key, and the same call would charge again.
  if (checkout.expires_at < new Date()) return giveUpTopUp(platform, checkout)
  if (!customer || !method) return refuse(platform, checkout, 'There is no payment method any more')
  try {
    const intent = await stripe.paymentIntents.create(
      {
        ...{ amount: Number(checkout.amount_cents), currency: checkout.currency },
        ...{ customer, payment_method: method, off_session: true, confirm: true },
        metadata: metadataOf(checkout),
      },
      { idempotencyKey: checkout.id },
    )
    await withSystem(db, (tx) => takeInPaymentIntent(tx, intent))
  } catch (error) {
    // A refusal is an answer; anything else leaves it open, and the job runs again with the same key.
    if (!isRefusal(error)) throw error
    await refuse(platform, checkout, error.message, error.payment_intent?.id)
  }
}

/** Nobody ever told how a top-up ended: it is over, and the operator looks at Stripe. A payment still counts. */
export async function giveUpTopUp(platform: Platform, checkout: CheckoutRow): Promise<void> {
  const { id, amount_cents } = checkout
  await withSystem(platform.db, (tx) =>
    reportException(tx, 'top_up_unanswered', id, { checkout_id: id, amount_cents: Number(amount_cents) }),
  )
  await refuse(platform, checkout, 'The payment provider never answered')
}

function isRefusal(error: unknown): error is Stripe.errors.StripeError {
  return (
    error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError
  )
}

async function refuse({ db }: Platform, checkout: CheckoutRow, error: string, paymentIntent?: string) {
  const { id: checkoutId, workspace_id: workspaceId } = checkout
  await withSystem(db, (tx) =>
    takeInPayment(tx, {
      ...{ checkoutId, workspaceId, sessionId: null, paymentIntent: paymentIntent ?? null, state: 'failed' },
      ...{ amountCents: null, currency: null, error },
    }),
  )
}
