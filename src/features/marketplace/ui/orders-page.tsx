import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import {
  Button,
  type Column,
  Credits,
  DataTable,
  EmptyState,
  formatCount,
  formatCredits,
  ListPage,
  PageHeader,
  type Pages,
  plural,
  RelativeTime,
  useLive,
  usePages,
} from '../../../ui/index.ts'
import type { Order } from '../schema.ts'

const columns: Column<Order>[] = [
  {
    id: 'leads',
    header: 'Order',
    width: 220,
    grow: true,
    fixed: true,
    card: 'title',
    cell: (order) => (
      <span className="font-medium">
        {order.item_count > 0 ? plural(order.item_count, 'lead') : 'Nothing bought'}
      </span>
    ),
  },
  {
    id: 'skipped',
    header: 'Left out',
    width: 110,
    align: 'right',
    cell: (order) =>
      order.skipped_count > 0 ? formatCount(order.skipped_count) : <span className="text-faint">–</span>,
  },
  {
    id: 'charged',
    header: 'Charged',
    width: 130,
    align: 'right',
    card: 'side',
    cell: (order) => <Credits value={order.credits_charged} />,
  },
  {
    id: 'who',
    header: 'Bought by',
    width: 200,
    cell: (order) => order.actor?.name ?? <span className="text-muted">A program or former member</span>,
  },
  {
    id: 'when',
    header: 'When',
    width: 140,
    card: 'note',
    cell: (order) => <RelativeTime at={order.created_at} />,
  },
]

const orderIdOf = (order: Order) => order.id
const orderNameOf = (order: Order) => `order of ${plural(order.item_count, 'lead')}`

/** Every order of the workspace, newest first. */
export function OrdersPage() {
  const navigate = useNavigate()
  const orders = usePages<Order>({ key: ['orders', 'list'], path: '/api/marketplace/orders' })
  const [fresh, setFresh] = useState(0)
  useLive(['order.created'], () => setFresh((count) => count + 1))
  return (
    <ListPage>
      <PageHeader title="Orders" note={<Totals orders={orders} />} />
      <DataTable
        id="orders"
        label="Orders"
        noun={['order', 'orders']}
        columns={columns}
        pages={orders}
        rowId={orderIdOf}
        rowLabel={orderNameOf}
        fresh={{
          count: fresh,
          show: () => {
            setFresh(0)
            void orders.query.refetch()
          },
        }}
        hrefOf={(order) => `/orders/${order.id}`}
        onOpen={(order) => navigate({ to: '/orders/$orderId', params: { orderId: order.id } })}
        empty={
          <EmptyState
            title="No orders yet"
            action={
              <Button asChild variant="primary">
                <Link to="/marketplace">Choose leads in the marketplace</Link>
              </Button>
            }
          >
            Each order stays here: what was bought, what was left out and why, what it cost, and its leads to
            download again.
          </EmptyState>
        }
      />
    </ListPage>
  )
}

/** Summed over what is loaded, and said so. */
function Totals({ orders }: { orders: Pages<Order> }) {
  const { rows, query } = orders
  if (query.isPending) return 'What the workspace has bought'
  const leads = rows.reduce((sum, order) => sum + order.item_count, 0)
  const hundredths = rows.reduce((sum, order) => sum + Math.round(order.credits_charged * 100), 0)
  if (leads === 0) return 'What the workspace has bought'
  const scope = query.hasNextPage ? `In the ${formatCount(rows.length)} newest: ` : ''
  return `${scope}${plural(leads, 'lead')} for ${formatCredits(hundredths / 100)} credits`
}
