import { invalid } from '../http/stripe-error.ts'
import type { Session } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { newId, now, type World } from '../world.ts'
import { makeCustomer } from './customers.ts'
import type { Way } from './pay-session.ts'
import { attach, makePaymentMethod } from './payment-methods.ts'

/** A session that only keeps a card: nothing is charged. */
export function completeSetup(world: World, session: Session, way: Way): Session {
  if (way === 'decline') return session
  if (way !== 'pay') throw invalid('A card is kept at once or not at all.')
  const customer = session.customer ?? makeCustomer(world, { email: session.customer_email }).id
  const method = attach(world, makePaymentMethod(world, 'card'), customer)
  const intent = world.store.put('setup_intent', {
    id: newId('seti'),
    object: 'setup_intent',
    client_secret: null,
    created: now(),
    customer,
    description: session._intent.description,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: session._intent.metadata,
    next_action: null,
    payment_method: method.id,
    payment_method_types: ['card'],
    status: 'succeeded',
    usage: 'off_session',
  })
  const completed = world.store.patch('checkout.session', session.id, {
    customer,
    setup_intent: intent.id,
    status: 'complete',
    url: null,
  })
  emit(world, 'setup_intent.succeeded', intent)
  emit(world, 'checkout.session.completed', completed)
  return completed
}
