import { makeCustomer } from '../flows/customers.ts'
import { listPage } from '../http/list-page.ts'
import type { Params } from '../http/params.ts'
import { listRoute, need, retrieveRoute } from '../http/read.ts'
import { PAGING, type Route } from '../http/route.ts'
import type { Customer } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'

const PATH = '/v1/customers'
const FIELDS = [
  'email',
  'name',
  'description',
  'phone',
  'metadata',
  'invoice_settings',
  'address',
  'preferred_locales',
]

export const customers: Route[] = [
  {
    method: 'post',
    path: PATH,
    takes: FIELDS,
    run: (world, { params }) => makeCustomer(world, { ...given(params), metadata: params.metadata() }),
  },
  {
    method: 'post',
    path: `${PATH}/:id`,
    takes: FIELDS,
    run(world, { id, params }) {
      const before = need(world, 'customer', id)
      const after = world.store.patch('customer', id, {
        ...given(params),
        metadata: params.metadata(before.metadata),
      })
      emit(world, 'customer.updated', after)
      return after
    },
  },
  retrieveRoute('customer', PATH),
  listRoute('customer', PATH, ['email']),
  {
    method: 'get',
    path: `${PATH}/:id/payment_methods`,
    takes: [...PAGING, 'type'],
    run(world, { id, params }) {
      need(world, 'customer', id)
      const type = params.text('type')
      const methods = world.store
        .list('payment_method')
        .filter((item) => item.customer === id && (!type || item.type === type))
      return listPage(`${PATH}/${id}/payment_methods`, methods, params)
    },
  },
]

function given(params: Params): Partial<Customer> {
  const texts = ['email', 'name', 'description', 'phone'].flatMap((name) => {
    const value = params.text(name)
    return value === null ? [] : [[name, value]]
  })
  const method = params.inner('invoice_settings').text('default_payment_method')
  const settings = {
    custom_fields: null,
    default_payment_method: method,
    footer: null,
    rendering_options: null,
  }
  return { ...Object.fromEntries(texts), ...(method ? { invoice_settings: settings } : {}) }
}
