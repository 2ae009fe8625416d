import { totalOf } from '../flows/line-items.ts'
import type { Params } from '../http/params.ts'
import { need } from '../http/read.ts'
import { invalid } from '../http/stripe-error.ts'
import { plan } from '../schedule.ts'
import type { LineItem, Session } from '../store/kinds.ts'
import { newId, now, type World } from '../world.ts'

const DAY = 86_400
const LEAST_AMOUNT = 50

export const SESSION_PARAMS = [
  ...['mode', 'line_items', 'success_url', 'cancel_url', 'expires_at', 'metadata', 'client_reference_id'],
  ...[
    'customer',
    'customer_email',
    'customer_creation',
    'payment_intent_data',
    'setup_intent_data',
    'currency',
  ],
  // Known to Stripe, without effect here.
  ...[
    'payment_method_types',
    'payment_method_options',
    'saved_payment_method_options',
    'submit_type',
    'locale',
  ],
  ...[
    'allow_promotion_codes',
    'automatic_tax',
    'billing_address_collection',
    'custom_text',
    'invoice_creation',
  ],
  ...['customer_update', 'tax_id_collection', 'ui_mode', 'consent_collection', 'adaptive_pricing'],
  ...['phone_number_collection', 'payment_method_collection', 'branding_settings', 'name_collection'],
]

export function makeSession(world: World, params: Params): Session {
  const mode = params.oneOf('mode', ['payment', 'setup'])
  if (!mode) throw invalid('You must provide a `mode` the payment simulator knows: payment or setup.', 'mode')
  const items = mode === 'payment' ? params.each('line_items').map(readItem) : []
  if (mode === 'payment' && items.length === 0)
    throw invalid('You must provide at least one line item for this mode.', 'line_items', 'parameter_missing')
  const customerId = params.text('customer')
  const customer = customerId ? need(world, 'customer', customerId, 'customer') : null
  const intent = params.inner(mode === 'payment' ? 'payment_intent_data' : 'setup_intent_data')
  const total = mode === 'payment' ? totalOf({ _line_items: items }) : null
  if (total !== null && total < LEAST_AMOUNT)
    throw invalid(`The total must be at least ${LEAST_AMOUNT}.`, 'line_items', 'amount_too_small')
  const successUrl = params.url('success_url')
  if (!successUrl) throw invalid('Missing required param: success_url.', 'success_url', 'parameter_missing')
  const id = newId('cs_test', 58)
  const expiresAt = readExpiry(params)
  plan(world, 'expire_session', id, expiresAt - now())
  return world.store.put('checkout.session', {
    ...blank(id, total),
    cancel_url: params.url('cancel_url'),
    client_reference_id: params.text('client_reference_id', 200),
    currency: mode === 'payment' ? (items[0]?.currency ?? null) : params.text('currency'),
    customer: customer?.id ?? null,
    customer_creation: customer
      ? null
      : (params.oneOf('customer_creation', ['always', 'if_required']) ?? 'if_required'),
    customer_email: params.text('customer_email') ?? customer?.email ?? null,
    expires_at: expiresAt,
    metadata: params.metadata(),
    mode,
    payment_status: mode === 'setup' ? 'no_payment_required' : 'unpaid',
    success_url: successUrl,
    url: `${world.url}/c/pay/${id}`,
    _intent: {
      metadata: intent.metadata(),
      setup_future_usage: intent.oneOf('setup_future_usage', ['off_session', 'on_session']),
      description: intent.text('description'),
    },
    _line_items: items,
    _makes_customer: params.text('customer_creation') === 'always',
  })
}

function readItem(item: Params): LineItem {
  const price = item.inner('price_data')
  const product = price.inner('product_data')
  if (!item.has('price_data'))
    throw invalid('The payment simulator keeps no prices: give price_data for each line item.', 'line_items')
  return {
    name: product.needed('name'),
    description: product.text('description'),
    unit_amount: price.amount('unit_amount'),
    quantity: item.has('quantity') ? item.amount('quantity') : 1,
    currency: price.currency('currency'),
  }
}

function readExpiry(params: Params): number {
  const wanted = params.integer('expires_at')
  if (wanted === null) return now() + DAY
  // A little leeway for the clock of who asks.
  if (wanted < now() + 30 * 60 - 60)
    throw invalid(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    )
  if (wanted > now() + DAY + 60)
    throw invalid(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    )
  return wanted
}

function blank(id: string, total: number | null) {
  return {
    id,
    object: 'checkout.session',
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    client_secret: null,
    created: now(),
    custom_fields: [],
    customer_details: null,
    invoice: null,
    livemode: false,
    locale: null,
    payment_intent: null,
    payment_link: null,
    payment_method_types: ['card', 'us_bank_account'],
    setup_intent: null,
    status: 'open' as const,
    subscription: null,
    total_details: total === null ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
  }
}
