import { sql } from 'kysely'
import type Stripe from 'stripe'
import type { Tx } from '../../../platform/db/index.ts'
import { idOf, namedIn, reportException } from './take-in-payment.ts'

/**
 * How far along a dispute is. What comes late and says less is passed over; a bank may still turn a lost one into a
 * won one.
 */
const RANKS: Record<string, number> = {
  ...{ warning_needs_response: 1, warning_under_review: 2, warning_closed: 3 },
  ...{ needs_response: 4, under_review: 5, lost: 6, won: 7, prevented: 7 },
}

/** How much of a charge has been refunded in all. */
export function takeInRefund(tx: Tx, charge: Stripe.Charge): Promise<string> {
  return takeInClaim(tx, {
    ...{ id: charge.id, kind: 'refund', paymentIntent: idOf(charge.payment_intent) },
    ...{ checkoutId: namedIn(charge.metadata).checkoutId, amountCents: charge.amount_refunded },
    ...{ currency: charge.currency, status: null, rank: 0 },
  })
}

/** How a dispute stands. */
export function takeInDispute(tx: Tx, dispute: Stripe.Dispute): Promise<string> {
  return takeInClaim(tx, {
    ...{ id: dispute.id, kind: 'dispute', paymentIntent: idOf(dispute.payment_intent), checkoutId: null },
    ...{ amountCents: dispute.amount, currency: dispute.currency },
    ...{ status: dispute.status, rank: RANKS[dispute.status] ?? 0 },
  })
}

/** A refund that did not reach the buyer. Whether the credits go back is for the operator to say. */
export async function takeInFailedRefund(tx: Tx, refund: Stripe.Refund): Promise<string> {
  const { id, amount, currency, failure_reason } = refund
  await reportException(tx, 'refund_failed', id, {
    ...{ payment_intent: idOf(refund.payment_intent), amount_cents: amount, currency, failure_reason },
  })
  return 'told the operator'
}

interface Claim {
  id: string
  kind: 'refund' | 'dispute'
  paymentIntent: string | null
  checkoutId: string | null
  amountCents: number
  currency: string
  status: string | null
  rank: number
}

async function takeInClaim(tx: Tx, claim: Claim): Promise<string> {
  const { rows } = await sql<{ outcome: string }>`
    select take_in_claim(${claim.id}, ${claim.kind}, ${claim.paymentIntent}, ${claim.checkoutId},
      ${claim.amountCents}, ${claim.currency}, ${claim.status}, ${claim.rank}) as outcome`.execute(tx)
  return rows[0]?.outcome ?? ''
}
