import { Link } from '@tanstack/react-router'
import type { OrderDetail } from '../../schema.ts'
import { ReturnBadge } from './return-badge.tsx'

/** The return of an order's item; keeps its place where there is none. */
export function ItemReturn({ item }: { item: OrderDetail['items'][number] }) {
  return (
    <span className="w-44 shrink-0 max-sm:order-last max-sm:w-full max-sm:pl-9 max-sm:empty:hidden">
      {item.return ? (
        <Link
          to="/returns/$returnId"
          params={{ returnId: item.return.id }}
          className="inline-flex min-h-6 items-center"
        >
          <ReturnBadge status={item.return.status} isNamed />
        </Link>
      ) : null}
    </span>
  )
}
