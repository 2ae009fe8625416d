import { invalid, missing } from '../http/stripe-error.ts'
import type { Charge, Metadata, Refund } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { newId, now, type World } from '../world.ts'
import { addToBalance } from './balance.ts'

interface Wanted {
  /** A charge or its payment intent. */
  of: string
  amount?: number | null
  reason?: string | null
  metadata?: Metadata
}

/** Gives money back, all that is left unless an amount is said. */
export function refund(world: World, { of, amount, reason, metadata }: Wanted): Refund {
  return world.store.transaction(() => {
    const charge = findCharge(world, of)
    const left = charge.amount - charge.amount_refunded
    if (charge.status !== 'succeeded') throw invalid(`Charge ${charge.id} has not been paid.`, 'charge')
    if (left === 0)
      throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded')
    if (charge.disputed && isOpen(world, charge.id))
      throw invalid(
        `Charge ${charge.id} has been charged back; cannot issue a refund.`,
        undefined,
        'charge_disputed',
      )
    const wanted = amount ?? left
    if (wanted > left)
      throw invalid(
        `Refund amount (${wanted}) is greater than unrefunded amount on charge (${left})`,
        'amount',
      )
    const id = newId('re')
    const entry = { type: 'refund', amount: -wanted, currency: charge.currency, source: id } as const
    const made = world.store.put('refund', {
      id,
      object: 'refund',
      amount: wanted,
      balance_transaction: addToBalance(world, entry).id,
      charge: charge.id,
      created: now(),
      currency: charge.currency,
      customer: charge.customer,
      destination_details: { card: { type: 'refund' }, type: 'card' },
      metadata: metadata ?? {},
      payment_intent: charge.payment_intent,
      payment_method: charge.payment_method,
      reason: reason ?? null,
      receipt_number: null,
      source_transfer_reversal: null,
      status: 'succeeded',
      transfer_reversal: null,
    })
    emit(world, 'refund.created', made)
    emit(world, 'charge.refunded', ...countRefunded(world, charge, wanted))
    return made
  })
}

/** The bank sends a refund back: the money is the platform's again. */
export function failRefund(world: World, id: string): Refund {
  return world.store.transaction(() => {
    const made = world.store.get('refund', id)
    if (!made) throw missing('refund', id)
    if (made.status !== 'succeeded') throw invalid('This refund has failed already.')
    const { amount, currency } = made
    const entry = addToBalance(world, { type: 'refund_failure', amount, currency, source: id })
    const failed = world.store.patch('refund', id, {
      status: 'failed',
      failure_reason: 'lost_or_stolen_card',
      failure_balance_transaction: entry.id,
    })
    emit(world, 'charge.updated', ...countRefunded(world, findCharge(world, made.charge), -amount))
    emit(world, 'refund.failed', failed)
    emit(world, 'charge.refund.updated', failed)
    return failed
  })
}

function countRefunded(world: World, charge: Charge, amount: number) {
  const { amount_refunded, refunded } = charge
  const total = amount_refunded + amount
  const changed = world.store.patch('charge', charge.id, {
    amount_refunded: total,
    refunded: total === charge.amount,
  })
  return [changed, { previous: { amount_refunded, refunded } }] as const
}

export function findCharge(world: World, id: string): Charge {
  const intent = world.store.get('payment_intent', id)
  const charge = world.store.get('charge', intent?.latest_charge ?? id)
  if (!charge) throw missing(id.startsWith('pi_') ? 'payment_intent' : 'charge', id)
  return charge
}

function isOpen(world: World, charge: string): boolean {
  return world.store.list('dispute').some((item) => item.charge === charge && item.status !== 'won')
}
