import type { CardBehavior, PaymentMethod } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { newId, now, type World } from '../world.ts'

/** Stripe's test cards by name, for requests that pay without a page. */
const TEST_CARDS: Record<string, CardBehavior> = {
  pm_card_visa: 'succeeds',
  pm_card_mastercard: 'succeeds',
  pm_card_chargeDeclined: 'declined',
  pm_card_visa_chargeDeclined: 'declined',
  pm_card_chargeCustomerFail: 'declined',
  pm_card_authenticationRequired: 'needs_authentication',
}

export function makePaymentMethod(
  world: World,
  type: PaymentMethod['type'],
  behavior: CardBehavior = 'succeeds',
): PaymentMethod {
  return world.store.put('payment_method', {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    ...(type === 'card' ? { card: cardDetails(behavior) } : { us_bank_account: bankDetails }),
    created: now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
    _behavior: behavior,
  })
}

/** One that is stored, or a fresh one for the name of a test card. */
export function findPaymentMethod(world: World, id: string): PaymentMethod | undefined {
  const behavior = TEST_CARDS[id]
  return behavior ? makePaymentMethod(world, 'card', behavior) : world.store.get('payment_method', id)
}

export function attach(world: World, method: PaymentMethod, customer: string): PaymentMethod {
  if (method.customer === customer) return method
  const attached = world.store.patch('payment_method', method.id, { customer })
  emit(world, 'payment_method.attached', attached)
  return attached
}

/** The `payment_method_details` of a charge. */
export function detailsOf(method: PaymentMethod): Record<string, unknown> {
  return { type: method.type, [method.type]: method[method.type] }
}

function cardDetails(behavior: CardBehavior) {
  return {
    brand: 'visa',
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: 'visa',
    exp_month: 12,
    exp_year: new Date().getFullYear() + 3,
    fingerprint: 'simulatedcard',
    funding: 'credit',
    generated_from: null,
    last4: { succeeds: '4242', declined: '0341', needs_authentication: '3184' }[behavior],
    networks: { available: ['visa'], preferred: null },
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

const bankDetails = {
  account_holder_type: 'company',
  account_type: 'checking',
  bank_name: 'SIMULATED BANK',
  last4: '6789',
  routing_number: '110000000',
}
