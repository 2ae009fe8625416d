import { invalid, missing } from '../http/stripe-error.ts'
import { plan } from '../schedule.ts'
import { settingsOf } from '../settings.ts'
import type { PaymentIntent, Session } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { now, type World } from '../world.ts'
import { makeCustomer } from './customers.ts'
import { DECLINED, fail, makePaymentIntent, process, succeed } from './payment-intents.ts'
import { attach, makePaymentMethod } from './payment-methods.ts'
import { completeSetup } from './setup.ts'

export const WAYS = ['pay', 'decline', 'later', 'later_fails'] as const
export type Way = (typeof WAYS)[number]

export interface Payment {
  way: Way
  /** Keep the card for payments without the customer. */
  save?: boolean
  /** Charges something else than was asked, as a currency conversion or a forged session would. */
  amount_total?: number
  currency?: string
}

/** What a person does on the checkout page. */
export function paySession(world: World, id: string, payment: Payment): Session {
  return world.store.transaction(() => {
    const open = openSession(world, id)
    if (open.mode === 'setup') return completeSetup(world, open, payment.way)
    const session = world.store.patch('checkout.session', id, {
      amount_total: payment.amount_total ?? open.amount_total,
      currency: payment.currency ?? open.currency,
    })
    const saves = payment.save || session._intent.setup_future_usage !== null
    const intent = intentOf(world, session, saves)
    if (payment.way === 'decline') {
      const method = makePaymentMethod(world, 'card', 'declined')
      fail(world, intent, method, DECLINED)
      return world.store.patch('checkout.session', id, { payment_intent: intent.id })
    }
    const isLater = payment.way !== 'pay'
    const method = makePaymentMethod(world, isLater ? 'us_bank_account' : 'card')
    if (saves && intent.customer) attach(world, method, intent.customer)
    if (!isLater) succeed(world, intent, method)
    else {
      process(world, intent, method)
      const action = payment.way === 'later' ? 'settle_async' : 'settle_async_fails'
      plan(world, action, id, settingsOf(world.store).async_seconds)
    }
    return complete(world, session, intent, isLater ? 'unpaid' : 'paid')
  })
}

function openSession(world: World, id: string): Session {
  const session = world.store.get('checkout.session', id)
  if (!session) throw missing('checkout.session', id)
  if (session.status !== 'open' || session.expires_at <= now())
    throw invalid(`This Checkout Session is ${session.status === 'open' ? 'expired' : session.status}.`)
  return session
}

/** The intent of the first try is tried again. */
function intentOf(world: World, session: Session, saves: boolean): PaymentIntent {
  const { store } = world
  const wanted = { amount: session.amount_total ?? 0, currency: session.currency ?? 'usd' }
  const tried = session.payment_intent && store.get('payment_intent', session.payment_intent)
  if (tried) return store.patch('payment_intent', tried.id, wanted)
  const needsCustomer = session._makes_customer || saves
  const customer =
    session.customer ?? (needsCustomer ? makeCustomer(world, { email: session.customer_email }).id : null)
  return makePaymentIntent(world, {
    ...wanted,
    ...session._intent,
    setup_future_usage: saves ? (session._intent.setup_future_usage ?? 'off_session') : null,
    customer,
    payment_method_types: session.payment_method_types,
    receipt_email: session.customer_email,
  })
}

function complete(
  world: World,
  session: Session,
  intent: PaymentIntent,
  status: Session['payment_status'],
): Session {
  const completed = world.store.patch('checkout.session', session.id, {
    customer: intent.customer,
    customer_details: { ...Object(session.customer_details), email: session.customer_email },
    payment_intent: intent.id,
    payment_status: status,
    status: 'complete',
    url: null,
  })
  emit(world, 'checkout.session.completed', completed)
  return completed
}
