import { invalid, missing } from '../http/stripe-error.ts'
import type { Session } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import type { World } from '../world.ts'
import { BANK_REFUSED, fail, succeed } from './payment-intents.ts'

/** The bank answers for a payment that was on its way. */
export function settleAsync(world: World, id: string, outcome: 'succeed' | 'fail'): Session {
  return world.store.transaction(() => {
    const { store } = world
    const session = store.get('checkout.session', id)
    if (!session) throw missing('checkout.session', id)
    const intent = store.get('payment_intent', session.payment_intent ?? '')
    const method = store.get('payment_method', intent?.payment_method ?? '')
    const charge = store.get('charge', intent?.latest_charge ?? '')
    if (!intent || !method || !charge || intent.status !== 'processing')
      throw invalid('No payment of this session is on its way.')
    if (outcome === 'fail') {
      fail(world, intent, method, BANK_REFUSED, charge)
      emit(world, 'checkout.session.async_payment_failed', session)
      return session
    }
    succeed(world, intent, method, charge)
    const paid = store.patch('checkout.session', id, { payment_status: 'paid' })
    emit(world, 'checkout.session.async_payment_succeeded', paid)
    return paid
  })
}
