import type { CardError, Charge, PaymentIntent, PaymentMethod } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { newId, now, publicView, type World } from '../world.ts'
import { addToBalance, cardFee } from './balance.ts'
import { makeCharge } from './charges.ts'

type Wanted = Pick<PaymentIntent, 'amount' | 'currency'> & Partial<PaymentIntent>

export function makePaymentIntent(world: World, wanted: Wanted): PaymentIntent {
  const id = newId('pi')
  const intent = world.store.put('payment_intent', {
    id,
    object: 'payment_intent',
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: newId(`${id}_secret`),
    confirmation_method: 'automatic',
    created: now(),
    customer: null,
    customer_account: null,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_types: ['card'],
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
    ...wanted,
  })
  emit(world, 'payment_intent.created', intent)
  return intent
}

/** The money is there. */
export function succeed(world: World, intent: PaymentIntent, method: PaymentMethod, pending?: Charge) {
  const { store } = world
  const charge = pending ?? makeCharge(world, intent, method, 'succeeded')
  const entry = addToBalance(world, {
    type: method.type === 'card' ? 'charge' : 'payment',
    amount: intent.amount,
    currency: intent.currency,
    source: charge.id,
    fee: cardFee(intent.amount),
  })
  const paid = { status: 'succeeded', paid: true, captured: true, amount_captured: intent.amount } as const
  const settled = store.patch('charge', charge.id, { ...paid, balance_transaction: entry.id })
  const succeeded = store.patch('payment_intent', intent.id, {
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: method.id,
    processing: null,
    status: 'succeeded',
  })
  emit(world, 'charge.succeeded', settled)
  emit(world, 'payment_intent.succeeded', succeeded)
  return succeeded
}

/** The payment was refused; the intent may be tried again. */
export function fail(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  error: CardError,
  pending?: Charge,
) {
  const { store } = world
  const charge = pending ?? makeCharge(world, intent, method, 'failed')
  const failed = store.patch('charge', charge.id, {
    status: 'failed',
    failure_code: error.code,
    failure_message: error.message,
    outcome: {
      network_status: 'declined_by_network',
      reason: error.decline_code ?? error.code,
      risk_level: 'normal',
      seller_message: 'The bank did not return any further details with this decline.',
      type: 'issuer_declined',
    },
  })
  const refused = store.patch('payment_intent', intent.id, {
    last_payment_error: { ...error, charge: charge.id, payment_method: publicView(method) },
    latest_charge: charge.id,
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
  })
  emit(world, 'charge.failed', failed)
  emit(world, 'payment_intent.payment_failed', refused)
  return refused
}

/** The bank takes its time. */
export function process(world: World, intent: PaymentIntent, method: PaymentMethod) {
  const charge = makeCharge(world, intent, method, 'pending')
  const processing = world.store.patch('payment_intent', intent.id, {
    latest_charge: charge.id,
    payment_method: method.id,
    status: 'processing',
  })
  emit(world, 'charge.pending', charge)
  emit(world, 'payment_intent.processing', processing)
  return processing
}

export const DECLINED: CardError = {
  type: 'card_error',
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
}

export const NEEDS_AUTHENTICATION: CardError = {
  type: 'card_error',
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

export const BANK_REFUSED: CardError = {
  type: 'card_error',
  code: 'payment_intent_payment_attempt_failed',
  decline_code: null,
  message: 'The payment failed: the bank could not take the money.',
}
