import { attach, findPaymentMethod } from '../flows/payment-methods.ts'
import { listRoute, need, retrieveRoute } from '../http/read.ts'
import type { Route } from '../http/route.ts'
import { invalid, missing } from '../http/stripe-error.ts'
import { emit } from '../webhooks/emit.ts'

const PATH = '/v1/payment_methods'

export const paymentMethods: Route[] = [
  retrieveRoute('payment_method', PATH),
  listRoute('payment_method', PATH, ['customer', 'type']),
  {
    method: 'post',
    path: `${PATH}/:id/attach`,
    takes: ['customer'],
    run(world, { id, params }) {
      const customer = need(world, 'customer', params.needed('customer'), 'customer')
      const method = findPaymentMethod(world, id)
      if (!method) throw missing('payment_method', id)
      if (method.customer && method.customer !== customer.id)
        throw invalid('The payment method you provided has already been attached to a customer.')
      return attach(world, method, customer.id)
    },
  },
  {
    method: 'post',
    path: `${PATH}/:id/detach`,
    run(world, { id }) {
      const { customer } = need(world, 'payment_method', id)
      if (!customer)
        throw invalid(
          'The payment method you provided is not attached to a customer so detachment is impossible.',
        )
      const detached = world.store.patch('payment_method', id, { customer: null })
      emit(world, 'payment_method.detached', detached, { previous: { customer } })
      return detached
    },
  },
]
