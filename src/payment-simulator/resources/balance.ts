import { balanceOf } from '../flows/balance.ts'
import { listRoute, retrieveRoute } from '../http/read.ts'
import type { Route } from '../http/route.ts'

const PATH = '/v1/balance_transactions'

export const balance: Route[] = [
  retrieveRoute('balance_transaction', PATH),
  listRoute('balance_transaction', PATH, ['type', 'source', 'currency', 'payout']),
  {
    method: 'get',
    path: '/v1/balance',
    run(world) {
      const available = [...balanceOf(world)].map(([currency, amount]) => ({
        ...{ amount, currency },
        source_types: { card: amount },
      }))
      return { object: 'balance', available, livemode: false, pending: [] }
    },
  },
]
