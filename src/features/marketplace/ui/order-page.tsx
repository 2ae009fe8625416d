import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import {
  ApiError,
  Button,
  EmptyState,
  ErrorState,
  formatDateTime,
  Page,
  PageHeader,
  Panel,
  plural,
  SkeletonLines,
  useLive,
} from '../../../ui/index.ts'
import type { OrderDetail } from '../schema.ts'
import { type Receipt, readOrder, receiptKey } from './orders/order.ts'
import { OrderItems } from './orders/order-items.tsx'
import { OrderSkips } from './orders/order-skips.tsx'
import { OrderSummary } from './orders/order-summary.tsx'

/** What an order did: bought, left out and why, charged, what is left. */
export function OrderPage() {
  const { orderId = '' } = useParams({ strict: false })
  const client = useQueryClient()
  const queryKey = ['orders', 'one', orderId]
  const order = useQuery({ queryKey, queryFn: ({ signal }) => readOrder(orderId, signal) })
  useLive(
    ['lead.updated', 'lead.deleted', 'return.changed'],
    () => void client.invalidateQueries({ queryKey }),
  )
  if (order.error instanceof ApiError && order.error.status === 404) {
    return (
      <Page>
        <PageHeader title="Order" />
        <EmptyState
          title="There is no such order"
          action={
            <Button asChild>
              <Link to="/orders">See all orders</Link>
            </Button>
          }
        >
          The address may be mistyped, or the order belongs to another workspace.
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page>
      <PageHeader
        title={order.data ? titleOf(order.data) : 'Order'}
        note={order.data ? bylineOf(order.data) : undefined}
        actions={order.data && order.data.item_count > 0 ? <Actions order={order.data} /> : null}
      />
      {order.isPending ? (
        <Panel>
          <SkeletonLines lines={8} label="Reading the order" />
        </Panel>
      ) : null}
      {order.isError ? (
        <ErrorState title="This order could not be read" error={order.error} retry={order.refetch} />
      ) : null}
      {order.data ? (
        <Body order={order.data} receipt={client.getQueryData<Receipt>(receiptKey(orderId))} />
      ) : null}
    </Page>
  )
}

function titleOf({ item_count }: OrderDetail): string {
  return item_count > 0 ? `Order of ${plural(item_count, 'lead')}` : 'Order of nothing'
}

function bylineOf({ actor, created_at }: OrderDetail): string {
  return `${formatDateTime(created_at)}, by ${actor?.name ?? 'a program or somebody who has left'}`
}

function Actions({ order }: { order: OrderDetail }) {
  return (
    <>
      <Button asChild>
        <a href={`/api/marketplace/orders/${order.id}/export`} download>
          <Download aria-hidden className="size-4" />
          Download CSV
        </a>
      </Button>
      <Button asChild variant="primary">
        <Link to="/leads" search={{ source: 'marketplace' }}>
          Open in Leads
        </Link>
      </Button>
    </>
  )
}

function Body({ order, receipt }: { order: OrderDetail; receipt: Receipt | undefined }) {
  return (
    <>
      <OrderSummary order={order} receipt={receipt} />
      {order.skipped.length > 0 ? (
        <OrderSkips skipped={order.skipped} chosen={receipt?.chosen ?? []} />
      ) : null}
      {order.items.length > 0 ? <OrderItems order={order} /> : null}
    </>
  )
}
