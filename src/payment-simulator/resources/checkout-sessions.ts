import { expireSession } from '../flows/expire-session.ts'
import { lineItemsOf } from '../flows/line-items.ts'
import { listRoute, need, retrieveRoute } from '../http/read.ts'
import { PAGING, type Route } from '../http/route.ts'
import { makeSession, SESSION_PARAMS } from './make-session.ts'

const PATH = '/v1/checkout/sessions'

export const checkoutSessions: Route[] = [
  {
    method: 'post',
    path: PATH,
    takes: SESSION_PARAMS,
    run: (world, { params }) => makeSession(world, params),
  },
  {
    method: 'post',
    path: `${PATH}/:id`,
    takes: ['metadata'],
    run(world, { id, params }) {
      const { metadata } = need(world, 'checkout.session', id)
      return world.store.patch('checkout.session', id, { metadata: params.metadata(metadata) })
    },
  },
  { method: 'post', path: `${PATH}/:id/expire`, run: (world, { id }) => expireSession(world, id) },
  {
    method: 'get',
    path: `${PATH}/:id/line_items`,
    takes: PAGING,
    run(world, { id }) {
      need(world, 'checkout.session', id)
      return lineItemsOf(world.store, id)
    },
  },
  retrieveRoute('checkout.session', PATH),
  listRoute('checkout.session', PATH, ['customer', 'payment_intent', 'status']),
]
