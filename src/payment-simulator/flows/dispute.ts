import { invalid, missing } from '../http/stripe-error.ts'
import type { Dispute } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { newId, now, publicView, type World } from '../world.ts'
import { addToBalance } from './balance.ts'
import { findCharge } from './refund.ts'

const FEE = 1500
const DAY = 86_400

/** The buyer's bank takes the money back until it is settled who is right. */
export function openDispute(
  world: World,
  { of, amount, reason }: { of: string; amount?: number | null; reason?: string | null },
): Dispute {
  return world.store.transaction(() => {
    const charge = findCharge(world, of)
    if (charge.status !== 'succeeded') throw invalid(`Charge ${charge.id} has not been paid.`)
    if (charge.disputed) throw invalid(`Charge ${charge.id} is disputed already.`)
    const disputed = amount ?? charge.amount - charge.amount_refunded
    if (disputed < 1 || disputed > charge.amount)
      throw invalid('Only what was paid can be disputed.', 'amount')
    const id = newId('dp')
    const money = {
      type: 'adjustment',
      amount: -disputed,
      currency: charge.currency,
      source: id,
      fee: FEE,
    } as const
    const entry = addToBalance(world, { ...money, description: `Chargeback withdrawal for ${charge.id}` })
    const dispute = world.store.put('dispute', {
      id,
      object: 'dispute',
      amount: disputed,
      balance_transactions: [publicView(entry)],
      charge: charge.id,
      created: now(),
      currency: charge.currency,
      enhanced_eligibility_types: [],
      evidence: {},
      evidence_details: {
        due_by: now() + 7 * DAY,
        has_evidence: false,
        past_due: false,
        submission_count: 0,
      },
      is_charge_refundable: false,
      livemode: false,
      metadata: {},
      payment_intent: charge.payment_intent,
      reason: reason ?? 'fraudulent',
      status: 'needs_response',
    })
    const changed = world.store.patch('charge', charge.id, { disputed: true })
    emit(world, 'charge.dispute.created', dispute)
    emit(world, 'charge.dispute.funds_withdrawn', dispute)
    emit(world, 'charge.updated', changed, { previous: { disputed: false } })
    return dispute
  })
}

/** Won: the money comes back. Lost: it stays away. */
export function closeDispute(world: World, id: string, outcome: 'won' | 'lost'): Dispute {
  return world.store.transaction(() => {
    const dispute = world.store.get('dispute', id)
    if (!dispute) throw missing('dispute', id)
    if (dispute.status !== 'needs_response') throw invalid('This dispute is closed.')
    const { amount, currency, balance_transactions } = dispute
    const entries = [...balance_transactions]
    if (outcome === 'won') {
      const description = `Chargeback reversal for ${dispute.charge}`
      const back = { type: 'adjustment', amount, currency, source: id, fee: -FEE, description } as const
      entries.push(publicView(addToBalance(world, back)))
    }
    const closed = world.store.patch('dispute', id, { status: outcome, balance_transactions: entries })
    if (outcome === 'won') emit(world, 'charge.dispute.funds_reinstated', closed)
    emit(world, 'charge.dispute.closed', closed, { previous: { status: 'needs_response' } })
    return closed
  })
}
