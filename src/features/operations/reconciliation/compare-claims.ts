import { sql } from 'kysely'
import type Stripe from 'stripe'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { createdIn, type FoundDifference, idOf, inBatches, PAGE, type Span } from './difference.ts'

interface Claim {
  id: string
  stripe_payment_intent: string
  checkout_id: string
  workspace_id: string
  amount_cents: number | null
  status: string | null
}

/** While a dispute is like this, its money is not ours. */
const COUNTS = ['needs_response', 'under_review', 'lost']

/** Refunds of the time: what went back of each charge in all, against what credits were taken back for. */
export async function compareRefunds(db: Databases, stripe: Stripe, span: Span) {
  const differences: FoundDifference[] = []
  let refunds = 0
  const seen = new Set<string>()
  const list = stripe.refunds.list({ created: createdIn(span), limit: PAGE, expand: ['data.charge'] })
  for await (const batch of inBatches(list)) {
    refunds += batch.length
    const charges = batch.flatMap(({ charge }) => (charge && typeof charge === 'object' ? [charge] : []))
    const claims = await claimsOf(db, 'refund', charges)
    for (const charge of charges.filter(({ id }) => !seen.has(id))) {
      seen.add(charge.id)
      const claim = claims.find((one) => one.id === charge.id)
      const taken = claim?.amount_cents ?? 0
      if (!claim || taken === charge.amount_refunded) continue
      differences.push({
        ...{ kind: 'refund_differs', subject: charge.id, workspace_id: claim.workspace_id },
        detail: {
          ...{ checkout_id: claim.checkout_id, payment_intent: claim.stripe_payment_intent },
          ...{ stripe_cents: charge.amount_refunded, ledger_cents: taken, currency: charge.currency },
        },
      })
    }
  }
  return { refunds, differences }
}

/** Disputes of the time: whether both sides count them, and with the same amount. */
export async function compareDisputes(db: Databases, stripe: Stripe, span: Span) {
  const differences: FoundDifference[] = []
  let disputes = 0
  const list = stripe.disputes.list({ created: createdIn(span), limit: PAGE })
  for await (const batch of inBatches(list)) {
    disputes += batch.length
    const claims = await claimsOf(db, 'dispute', batch)
    for (const dispute of batch) {
      const claim = claims.find((one) => one.id === dispute.id)
      if (!claim) continue
      const atStripe = COUNTS.includes(dispute.status) ? dispute.amount : 0
      const here = claim.status && COUNTS.includes(claim.status) ? (claim.amount_cents ?? 0) : 0
      if (atStripe === here) continue
      differences.push({
        ...{ kind: 'dispute_differs', subject: dispute.id, workspace_id: claim.workspace_id },
        detail: {
          ...{ checkout_id: claim.checkout_id, payment_intent: claim.stripe_payment_intent },
          ...{ stripe_cents: atStripe, ledger_cents: here, currency: dispute.currency },
          ...{ stripe_status: dispute.status, ledger_status: claim.status },
        },
      })
    }
  }
  return { disputes, differences }
}

/** What is known here of each, for those whose payment is one of our checkouts. */
function claimsOf(
  db: Databases,
  kind: 'refund' | 'dispute',
  objects: (Stripe.Charge | Stripe.Dispute)[],
): Promise<Claim[]> {
  const asked = objects.map(({ id, payment_intent }) => ({ id, payment_intent: idOf(payment_intent) }))
  return withSystem(db, async (tx) => {
    const { rows } = await sql<Claim>`
      select a.id, c.stripe_payment_intent, c.id as checkout_id, c.workspace_id, k.amount_cents, k.status
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) a (id text, payment_intent text)
      join checkouts c on c.stripe_payment_intent = a.payment_intent
      left join payment_claims k on k.id = a.id and k.kind = ${kind}`.execute(tx)
    return rows
  })
}
