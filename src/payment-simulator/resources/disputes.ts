import { closeDispute } from '../flows/dispute.ts'
import { listRoute, retrieveRoute } from '../http/read.ts'
import type { Route } from '../http/route.ts'

const PATH = '/v1/disputes'

export const disputes: Route[] = [
  retrieveRoute('dispute', PATH),
  listRoute('dispute', PATH, ['charge', 'payment_intent']),
  // To close a dispute oneself is to accept that it is lost.
  { method: 'post', path: `${PATH}/:id/close`, run: (world, { id }) => closeDispute(world, id, 'lost') },
]
