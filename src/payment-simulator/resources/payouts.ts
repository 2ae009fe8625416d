import { listPage } from '../http/list-page.ts'
import { need } from '../http/read.ts'
import { PAGING, type Route } from '../http/route.ts'
import { missing } from '../http/stripe-error.ts'

const PATH = '/v1/payouts'

/** The payouts of a connected account, asked for in its name; the platform itself is never paid out. */
export const payouts: Route[] = [
  {
    method: 'get',
    path: `${PATH}/:id`,
    run(world, { id, account }) {
      const payout = need(world, 'payout', id)
      if (payout._account !== account) throw missing('payout', id)
      return payout
    },
  },
  {
    method: 'get',
    path: PATH,
    takes: [...PAGING, 'status'],
    run(world, { params, account }) {
      const status = params.text('status')
      const wanted = world.store
        .list('payout')
        .filter((payout) => payout._account === account && (!status || payout.status === status))
      return listPage(PATH, wanted, params)
    },
  },
]
