import { invalid, missing } from '../http/stripe-error.ts'
import { plan } from '../schedule.ts'
import { settingsOf } from '../settings.ts'
import type { Payout } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { newId, now, type World } from '../world.ts'

/** What a connected account receives goes on to its bank. */
export function makePayout(world: World, account: string, amount: number, currency: string): Payout {
  const payout = world.store.put('payout', {
    id: newId('po'),
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: now(),
    automatic: true,
    balance_transaction: null,
    created: now(),
    currency,
    description: 'STRIPE PAYOUT',
    destination: newId('ba'),
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'completed',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
    _account: account,
  })
  emit(world, 'payout.created', payout, { account })
  plan(world, 'pay_payout', payout.id, settingsOf(world.store).payout_seconds)
  return payout
}

/** The bank took it. */
export function payPayout(world: World, id: string): Payout {
  return change(world, id, ['pending'], 'payout.paid', { status: 'paid' })
}

/** The bank sent it back; that may come days after it was paid. */
export function failPayout(world: World, id: string): Payout {
  return change(world, id, ['pending', 'paid'], 'payout.failed', {
    status: 'failed',
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
  })
}

function change(
  world: World,
  id: string,
  from: Payout['status'][],
  type: string,
  fields: Partial<Payout>,
): Payout {
  return world.store.transaction(() => {
    const payout = world.store.get('payout', id)
    if (!payout) throw missing('payout', id)
    if (!from.includes(payout.status)) throw invalid(`This payout is ${payout.status}.`)
    const changed = world.store.patch('payout', id, fields)
    emit(world, type, changed, { account: payout._account, previous: { status: payout.status } })
    return changed
  })
}
