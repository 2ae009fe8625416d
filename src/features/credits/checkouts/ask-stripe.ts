import { sql } from 'kysely'
import type Stripe from 'stripe'
import { withSystem } from '../../../platform/db/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { giveUpTopUp } from '../top-ups/top-up.ts'
import type { CheckoutRow } from './start-checkout.ts'
import { takeInPayment } from './take-in-payment.ts'
import { takeInPaymentIntent } from './take-in-payment-intent.ts'
import { takeInSession } from './take-in-session.ts'

const BATCH = 20

/**
 * Asks Stripe how open checkouts stand, and takes the answer in as if a webhook had brought it: this one (not more
 * often than every few seconds), or some whose page has closed. Answers how many it asked about.
 */
export async function askStripe(platform: Platform, checkoutId?: string): Promise<number> {
  const { stripe, db, log } = platform
  if (!stripe) return 0
  const due = await withSystem(db, async (tx) => {
    const { rows } =
      await sql<CheckoutRow>`select * from checkouts_to_ask(${checkoutId ?? null}, ${BATCH})`.execute(tx)
    return rows
  })
  for (const checkout of due) {
    try {
      await askAbout(platform, stripe, checkout)
    } catch (error) {
      log.warn({ err: error, checkout_id: checkout.id }, 'Stripe could not be asked about a checkout')
    }
  }
  return due.length
}

async function askAbout(platform: Platform, stripe: Stripe, checkout: CheckoutRow): Promise<void> {
  const { db } = platform
  const { stripe_session_id: sessionId, stripe_payment_intent: intentId } = checkout
  if (sessionId) {
    const session = await stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent'] })
    await withSystem(db, (tx) => takeInSession(tx, session))
  } else if (intentId) {
    const intent = await stripe.paymentIntents.retrieve(intentId)
    await withSystem(db, (tx) => takeInPaymentIntent(tx, intent))
  } else if (checkout.expires_at < new Date()) {
    if (checkout.kind === 'top_up') await giveUpTopUp(platform, checkout)
    else await withSystem(db, (tx) => takeInPayment(tx, closed(checkout)))
  }
}

/** The answer that named the page was lost, so nobody was ever sent there. */
function closed({ id, workspace_id }: CheckoutRow) {
  return {
    ...{ checkoutId: id, workspaceId: workspace_id, sessionId: null, paymentIntent: null },
    ...{ state: 'expired' as const, amountCents: null, currency: null, error: null },
  }
}
