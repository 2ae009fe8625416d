import { DECLINED, fail, makePaymentIntent, NEEDS_AUTHENTICATION, succeed } from '../flows/payment-intents.ts'
import { attach, findPaymentMethod } from '../flows/payment-methods.ts'
import type { Params } from '../http/params.ts'
import { listRoute, need, retrieveRoute } from '../http/read.ts'
import type { Route } from '../http/route.ts'
import { invalid, missing, StripeError } from '../http/stripe-error.ts'
import type { PaymentIntent, PaymentMethod } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { now, publicView, type World } from '../world.ts'

const PATH = '/v1/payment_intents'
const CONFIRM = [
  'payment_method',
  'off_session',
  'return_url',
  'error_on_requires_action',
  'setup_future_usage',
]
const CREATE = [
  ...[
    'amount',
    'currency',
    'confirm',
    'customer',
    'metadata',
    'description',
    'receipt_email',
    'transfer_group',
  ],
  ...['payment_method_types', 'automatic_payment_methods', 'statement_descriptor_suffix', 'capture_method'],
]

export const paymentIntents: Route[] = [
  {
    method: 'post',
    path: PATH,
    takes: [...CREATE, ...CONFIRM],
    run: (world, { params }) => create(world, params),
  },
  {
    method: 'post',
    path: `${PATH}/:id/confirm`,
    takes: CONFIRM,
    run: (world, { id, params }) => confirm(world, need(world, 'payment_intent', id), params),
  },
  {
    method: 'post',
    path: `${PATH}/:id/cancel`,
    takes: ['cancellation_reason'],
    run(world, { id, params }) {
      const { status } = need(world, 'payment_intent', id)
      if (status === 'succeeded' || status === 'canceled' || status === 'processing')
        throw invalid(
          `You cannot cancel this PaymentIntent because it has a status of ${status}.`,
          undefined,
          'payment_intent_unexpected_state',
        )
      const reason = params.text('cancellation_reason')
      const fields = { status: 'canceled', canceled_at: now(), cancellation_reason: reason } as const
      const canceled = world.store.patch('payment_intent', id, fields)
      emit(world, 'payment_intent.canceled', canceled)
      return canceled
    },
  },
  {
    method: 'post',
    path: `${PATH}/:id`,
    takes: ['metadata', 'description'],
    run(world, { id, params }) {
      const { metadata, description } = need(world, 'payment_intent', id)
      return world.store.patch('payment_intent', id, {
        metadata: params.metadata(metadata),
        description: params.text('description') ?? description,
      })
    },
  },
  retrieveRoute('payment_intent', PATH),
  listRoute('payment_intent', PATH, ['customer']),
  retrieveRoute('setup_intent', '/v1/setup_intents'),
]

function create(world: World, params: Params): PaymentIntent {
  const customer = params.text('customer')
  if (customer) need(world, 'customer', customer, 'customer')
  if (params.flag('off_session') && !params.flag('confirm'))
    throw invalid('You can only set `off_session` when `confirm` is true.', 'off_session')
  const intent = makePaymentIntent(world, {
    amount: params.amount('amount', 50),
    currency: params.currency('currency'),
    customer,
    description: params.text('description'),
    metadata: params.metadata(),
    receipt_email: params.text('receipt_email'),
    setup_future_usage: params.oneOf('setup_future_usage', ['off_session', 'on_session']),
    transfer_group: params.text('transfer_group'),
  })
  if (params.flag('confirm')) return confirm(world, intent, params)
  const id = params.text('payment_method')
  if (!id) return intent
  const fields = { payment_method: usable(world, intent, id).id, status: 'requires_confirmation' } as const
  return world.store.patch('payment_intent', intent.id, fields)
}

function confirm(world: World, intent: PaymentIntent, params: Params): PaymentIntent {
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing')
    throw invalid(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
      undefined,
      'payment_intent_unexpected_state',
    )
  const id = params.text('payment_method') ?? intent.payment_method
  if (!id)
    throw invalid(
      'You cannot confirm this PaymentIntent because it is missing a payment method.',
      'payment_method',
    )
  const method = usable(world, intent, id)
  if (intent.setup_future_usage && intent.customer) attach(world, method, intent.customer)
  if (method._behavior === 'succeeds') return succeed(world, intent, method)
  const error = method._behavior === 'declined' ? DECLINED : NEEDS_AUTHENTICATION
  const failed = fail(world, intent, method, error)
  throw new StripeError(402, {
    ...error,
    charge: failed.latest_charge,
    payment_intent: publicView(failed),
    payment_method: publicView(method),
  })
}

function usable(world: World, intent: PaymentIntent, id: string): PaymentMethod {
  const method = findPaymentMethod(world, id)
  if (!method) throw missing('payment_method', id, 'payment_method')
  if (method.customer !== null && method.customer !== intent.customer)
    throw invalid(
      'The payment method does not belong to the customer of this PaymentIntent.',
      'payment_method',
    )
  return method
}
