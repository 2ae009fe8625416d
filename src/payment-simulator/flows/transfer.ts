import { invalid, missing, StripeError } from '../http/stripe-error.ts'
import { settingsOf, takeOne } from '../settings.ts'
import type { Transfer, TransferReversal } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { listOf, newId, now, type World } from '../world.ts'
import { addToBalance, balanceOf } from './balance.ts'
import { makePayout } from './payouts.ts'

type Wanted = Pick<Transfer, 'amount' | 'currency' | 'destination' | 'transfer_group' | 'metadata'> & {
  description: string | null
  source_transaction: string | null
}

/** Moves money to a connected account, which pays it out to its bank by itself. */
export function makeTransfer(world: World, wanted: Wanted): Transfer {
  const account = world.store.get('account', wanted.destination)
  if (!account) throw missing('destination', wanted.destination, 'destination')
  if (account.capabilities.transfers !== 'active') {
    throw invalid(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      'destination',
      'insufficient_capabilities_for_transfer',
    )
  }
  requireFunds(world, wanted)
  const id = newId('tr')
  const { amount, currency } = wanted
  const entry = addToBalance(world, { type: 'transfer', amount: -amount, currency, source: id })
  const payout = makePayout(world, account.id, amount, currency)
  const transfer = world.store.put('transfer', {
    id,
    object: 'transfer',
    amount_reversed: 0,
    balance_transaction: entry.id,
    created: now(),
    destination_payment: newId('py'),
    livemode: false,
    reversals: listOf(`/v1/transfers/${id}/reversals`, []),
    reversed: false,
    source_type: 'card',
    ...wanted,
    _payout: payout.id,
  })
  emit(world, 'transfer.created', transfer)
  return transfer
}

function requireFunds(world: World, { amount, currency }: Wanted) {
  const isShort = settingsOf(world.store).check_balance && (balanceOf(world).get(currency) ?? 0) < amount
  if (!isShort && !takeOne(world.store, 'fail_next_transfers')) return
  throw new StripeError(400, {
    type: 'invalid_request_error',
    code: 'balance_insufficient',
    message: 'You have insufficient available funds in your Stripe account.',
  })
}

/** Takes a transfer back, all that is left unless an amount is said. */
export function reverseTransfer(
  world: World,
  id: string,
  { amount, metadata = {} }: { amount?: number | null; metadata?: Record<string, string> },
): TransferReversal {
  return world.store.transaction(() => {
    const transfer = world.store.get('transfer', id)
    if (!transfer) throw missing('transfer', id)
    const left = transfer.amount - transfer.amount_reversed
    const wanted = amount ?? left
    if (left === 0) throw invalid(`Transfer ${id} is already fully reversed.`)
    if (wanted > left)
      throw invalid(
        `Reversal amount (${wanted}) is greater than unreversed amount on transfer (${left})`,
        'amount',
      )
    const { currency, amount_reversed, reversed } = transfer
    const reversalId = newId('trr')
    const entry = addToBalance(world, { type: 'transfer_refund', amount: wanted, currency, source: id })
    const reversal = world.store.put('transfer_reversal', {
      id: reversalId,
      object: 'transfer_reversal',
      amount: wanted,
      balance_transaction: entry.id,
      created: now(),
      currency,
      destination_payment_refund: newId('pyr'),
      metadata,
      source_refund: null,
      transfer: id,
    })
    const reversals = world.store
      .list('transfer_reversal')
      .filter((item) => item.transfer === id)
      .reverse()
    const changed = world.store.patch('transfer', id, {
      amount_reversed: amount_reversed + wanted,
      reversed: wanted === left,
      reversals: listOf(`/v1/transfers/${id}/reversals`, reversals),
    })
    emit(world, 'transfer.reversed', changed, { previous: { amount_reversed, reversed } })
    return reversal
  })
}
