import type Stripe from 'stripe'
import type { StripeHandler, StripeHandlers } from '../../../platform/stripe/index.ts'
import { takeInDispute, takeInFailedRefund, takeInRefund } from './take-in-claims.ts'
import { takeInPaymentIntent } from './take-in-payment-intent.ts'
import { takeInSession } from './take-in-session.ts'

const session: StripeHandler = (tx, { type, data }) =>
  takeInSession(tx, data.object as Stripe.Checkout.Session, type)
const intent: StripeHandler = (tx, { data }) => takeInPaymentIntent(tx, data.object as Stripe.PaymentIntent)
const dispute: StripeHandler = (tx, { data }) => takeInDispute(tx, data.object as Stripe.Dispute)

/** What Stripe tells of buying credits. */
export const creditStripeHandlers: StripeHandlers = {
  'checkout.session.completed': session,
  'checkout.session.async_payment_succeeded': session,
  'checkout.session.async_payment_failed': session,
  'checkout.session.expired': session,
  'payment_intent.succeeded': intent,
  'payment_intent.processing': intent,
  'payment_intent.payment_failed': intent,
  'payment_intent.canceled': intent,
  'charge.refunded': (tx, { data }) => takeInRefund(tx, data.object as Stripe.Charge),
  'refund.failed': (tx, { data }) => takeInFailedRefund(tx, data.object as Stripe.Refund),
  'charge.dispute.created': dispute,
  'charge.dispute.updated': dispute,
  'charge.dispute.funds_withdrawn': dispute,
  'charge.dispute.funds_reinstated': dispute,
  'charge.dispute.closed': dispute,
}
