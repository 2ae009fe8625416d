import { refund } from '../flows/refund.ts'
import { listRoute, retrieveRoute } from '../http/read.ts'
import type { Route } from '../http/route.ts'
import { invalid } from '../http/stripe-error.ts'

const PATH = '/v1/refunds'
const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

export const refunds: Route[] = [
  {
    method: 'post',
    path: PATH,
    takes: ['charge', 'payment_intent', 'amount', 'reason', 'metadata'],
    run(world, { params }) {
      const of = params.text('charge') ?? params.text('payment_intent')
      if (!of)
        throw invalid(
          'One of the following params should be provided for this request: payment_intent or charge.',
        )
      const amount = params.has('amount') ? params.amount('amount') : null
      return refund(world, {
        of,
        amount,
        reason: params.oneOf('reason', REASONS),
        metadata: params.metadata(),
      })
    },
  },
  retrieveRoute('refund', PATH),
  listRoute('refund', PATH, ['charge', 'payment_intent']),
]
