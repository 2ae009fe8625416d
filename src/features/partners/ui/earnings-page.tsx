import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  api,
  Badge,
  Button,
  Credits,
  EmptyState,
  ErrorState,
  formatCount,
  formatDate,
  Page,
  PageHeader,
  Panel,
  SkeletonLines,
  useLive,
} from '../../../ui/index.ts'
import type { Commission, Earnings, Sale } from '../schema.ts'
import { partnerQuery } from './partner-query.ts'

/** What sales earned, by state, month and sale, with the rule that made each figure. */
export function EarningsPage() {
  const client = useQueryClient()
  const partner = useQuery(partnerQuery)
  const earnings = useInfiniteQuery({
    queryKey: ['earnings'],
    queryFn: ({ pageParam, signal }) =>
      api<Earnings>('GET', '/api/partner/earnings', { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  })
  useLive(['listing.sold'], () => void client.invalidateQueries({ queryKey: ['earnings'] }))
  const first = earnings.data?.pages[0]
  const sales = earnings.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <Page>
      <PageHeader title="Earnings" note="Each sale with its rate and the day it is released" />
      {earnings.isPending ? <SkeletonLines lines={6} /> : null}
      {earnings.isError ? (
        <ErrorState title="The earnings could not be read" error={earnings.error} retry={earnings.refetch} />
      ) : null}
      {first ? (
        <>
          <Panel>
            <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
              <Figure label="Earned in all" value={<Credits value={first.total} />} />
              <Figure label="Held back" value={<Credits value={first.pending} />} />
              <Figure label="Available" value={<Credits value={first.available} />} />
              <Figure label="Sales" value={formatCount(first.sales)} />
            </dl>
          </Panel>
          {partner.data?.commission ? <Rule commission={partner.data.commission} /> : null}
          <Months months={first.months} />
          <Panel title="Sales">
            {sales.length === 0 ? (
              <EmptyState title="No sales yet">
                When a buyer takes one of your leads, the sale appears here at once.
              </EmptyState>
            ) : (
              <SalesTable sales={sales} />
            )}
            {earnings.hasNextPage ? (
              <Button
                className="mt-3"
                busy={earnings.isFetchingNextPage}
                onClick={() => void earnings.fetchNextPage()}
              >
                Show older sales
              </Button>
            ) : null}
          </Panel>
        </>
      ) : null}
    </Page>
  )
}

function Figure({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-title font-semibold tabular">{value}</dd>
    </div>
  )
}

function Rule({ commission }: { commission: Commission }) {
  return (
    <Panel title={`You earn ${commission.percent}% of a sale now`}>
      <ul className="flex flex-col gap-1">
        {commission.parts.map((part) => (
          <li key={part.name} className="flex items-baseline gap-2">
            <span
              className={
                part.applies
                  ? 'w-12 shrink-0 text-right tabular'
                  : 'w-12 shrink-0 text-right tabular text-faint line-through'
              }
            >
              +{part.points}%
            </span>
            <span className={part.applies ? undefined : 'text-muted'}>{part.why}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">
        At most {commission.max_percent}%. A sale is held back for {commission.holdback_days} days.
      </p>
    </Panel>
  )
}

function Months({ months }: { months: Earnings['months'] }) {
  if (months.length === 0) return null
  const most = Math.max(...months.map(({ earned }) => earned))
  return (
    <Panel title="By month">
      <table className="w-full text-left">
        <thead className="sr-only">
          <tr>
            <th>Month</th>
            <th>Sales</th>
            <th>Earned</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, sales, earned }) => (
            <tr key={month}>
              <th scope="row" className="w-24 py-1 font-normal tabular">
                {month}
              </th>
              <td className="w-28 text-muted tabular">{formatCount(sales)} sales</td>
              <td>
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden
                    className="h-3 rounded-sm bg-gold"
                    style={{ width: `${most > 0 ? (earned / most) * 60 : 0}%` }}
                  />
                  <Credits value={earned} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function SalesTable({ sales }: { sales: Sale[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard
    <section aria-label="Sales" tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-140 text-left">
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            <th className="py-1.5 font-medium">Sold</th>
            <th className="py-1.5 text-right font-medium">Price</th>
            <th className="py-1.5 text-right font-medium">Rate</th>
            <th className="py-1.5 text-right font-medium">Earned</th>
            <th className="py-1.5 pl-6 font-medium">Released</th>
          </tr>
        </thead>
        <tbody>
          {sales.map((sale) => (
            <tr key={sale.id} className="h-9 border-b border-line last:border-0">
              <td>{formatDate(sale.sold_at)}</td>
              <td className="text-right">
                <Credits value={sale.price} />
              </td>
              <td className="text-right tabular" title={`Rule ${sale.rule_version}`}>
                {sale.rate_percent}%
              </td>
              <td className="text-right">
                <Credits value={sale.earning} />
              </td>
              <td className="pl-6">
                {sale.released ? <Badge tone="good">Available</Badge> : formatDate(sale.released_at)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
