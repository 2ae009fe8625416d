import type Stripe from 'stripe'
import type { Tx } from '../../../platform/db/index.ts'
import { namedIn, takeInPayment } from './take-in-payment.ts'

/** What a payment intent says of its checkout. One that names none belongs to others, or to a session that tells. */
export async function takeInPaymentIntent(tx: Tx, intent: Stripe.PaymentIntent): Promise<string> {
  const { checkoutId, workspaceId } = namedIn(intent.metadata)
  const state = stateOf(intent)
  if (!checkoutId || !workspaceId) return 'not ours'
  if (!state) return 'still open'
  return takeInPayment(tx, {
    ...{ checkoutId, workspaceId, sessionId: null, paymentIntent: intent.id, state },
    ...{ amountCents: intent.amount_received, currency: intent.currency },
    error: intent.last_payment_error?.message ?? null,
  })
}

function stateOf(intent: Stripe.PaymentIntent) {
  if (intent.status === 'succeeded') return 'paid'
  if (intent.status === 'processing') return 'processing'
  if (intent.status === 'canceled') return 'failed'
  // Nobody is there to confirm a charge of a kept payment method: what asks for it has failed.
  if (intent.last_payment_error || intent.status === 'requires_action') return 'attempt_failed'
  return null
}
