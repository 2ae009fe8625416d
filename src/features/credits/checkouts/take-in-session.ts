import type Stripe from 'stripe'
import type { Tx } from '../../../platform/db/index.ts'
import { idOf, namedIn, reportException, takeInPayment } from './take-in-payment.ts'

/**
 * What a checkout session says of its checkout. `type` is the event that told; without one the session was asked for,
 * and its payment intent is expanded.
 */
export async function takeInSession(
  tx: Tx,
  session: Stripe.Checkout.Session,
  type?: string,
): Promise<string> {
  const { checkoutId, workspaceId } = namedIn(session.metadata)
  if (session.mode !== 'payment') {
    await reportException(tx, `${session.mode}_session`, session.id, { mode: session.mode })
    return 'not a payment'
  }
  if (!checkoutId || !workspaceId || session.client_reference_id !== checkoutId) {
    await reportException(tx, 'foreign_payment', session.id, { session: session.id, type })
    return 'not ours'
  }
  const state = stateOf(session, type)
  if (state === 'open') return 'still open'
  return takeInPayment(tx, {
    ...{ checkoutId, workspaceId, sessionId: session.id, paymentIntent: idOf(session.payment_intent), state },
    ...{ amountCents: session.amount_total, currency: session.currency, error: errorOf(session) },
  })
}

function stateOf(session: Stripe.Checkout.Session, type: string | undefined) {
  if (session.payment_status !== 'unpaid') return 'paid'
  if (type === 'checkout.session.async_payment_failed') return 'failed'
  if (session.status === 'expired') return 'expired'
  if (session.status !== 'complete') return 'open'
  return paymentOf(session)?.status === 'requires_payment_method' ? 'failed' : 'processing'
}

function errorOf(session: Stripe.Checkout.Session): string | null {
  return paymentOf(session)?.last_payment_error?.message ?? null
}

function paymentOf({ payment_intent }: Stripe.Checkout.Session): Stripe.PaymentIntent | null {
  return typeof payment_intent === 'object' ? payment_intent : null
}
