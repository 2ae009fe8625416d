import { makeTransfer, reverseTransfer } from '../flows/transfer.ts'
import { listPage } from '../http/list-page.ts'
import { listRoute, need, retrieveRoute } from '../http/read.ts'
import { PAGING, type Route } from '../http/route.ts'
import { missing } from '../http/stripe-error.ts'

const PATH = '/v1/transfers'

export const transfers: Route[] = [
  {
    method: 'post',
    path: PATH,
    takes: [
      'amount',
      'currency',
      'destination',
      'transfer_group',
      'metadata',
      'description',
      'source_transaction',
      'source_type',
    ],
    run: (world, { params }) =>
      makeTransfer(world, {
        amount: params.amount('amount'),
        currency: params.currency('currency'),
        destination: params.needed('destination'),
        transfer_group: params.text('transfer_group'),
        metadata: params.metadata(),
        description: params.text('description'),
        source_transaction: params.text('source_transaction'),
      }),
  },
  {
    method: 'post',
    path: `${PATH}/:id`,
    takes: ['metadata', 'description'],
    run(world, { id, params }) {
      const { metadata } = need(world, 'transfer', id)
      return world.store.patch('transfer', id, { metadata: params.metadata(metadata) })
    },
  },
  retrieveRoute('transfer', PATH),
  listRoute('transfer', PATH, ['destination', 'transfer_group']),
  {
    method: 'post',
    path: `${PATH}/:id/reversals`,
    takes: ['amount', 'metadata', 'description', 'refund_application_fee'],
    run: (world, { id, params }) =>
      reverseTransfer(world, id, {
        amount: params.has('amount') ? params.amount('amount') : null,
        metadata: params.metadata(),
      }),
  },
  {
    method: 'get',
    path: `${PATH}/:id/reversals`,
    takes: PAGING,
    run(world, { id, params }) {
      need(world, 'transfer', id)
      const reversals = world.store.list('transfer_reversal').filter((item) => item.transfer === id)
      return listPage(`${PATH}/${id}/reversals`, reversals, params)
    },
  },
  {
    method: 'get',
    path: `${PATH}/:id/reversals/:innerId`,
    run(world, { id, innerId }) {
      const reversal = need(world, 'transfer_reversal', innerId)
      if (reversal.transfer !== id) throw missing('transfer_reversal', innerId)
      return reversal
    },
  },
]
