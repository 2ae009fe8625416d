import { listRoute, retrieveRoute } from '../http/read.ts'
import type { Route } from '../http/route.ts'

const PATH = '/v1/charges'

export const charges: Route[] = [
  retrieveRoute('charge', PATH),
  listRoute('charge', PATH, ['customer', 'payment_intent', 'transfer_group']),
]
