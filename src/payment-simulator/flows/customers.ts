import type { Customer } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import { newId, now, type World } from '../world.ts'

export function makeCustomer(world: World, wanted: Partial<Customer>): Customer {
  const customer = world.store.put('customer', {
    id: newId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId('X', 7).slice(2).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...wanted,
  })
  emit(world, 'customer.created', customer)
  return customer
}
