import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Badge, Button, Credits, EmptyState, formatDate, Panel } from '../../../ui/index.ts'
import type { Sale } from '../schema.ts'
import { stateTones, stateWords } from './payouts/words.ts'

interface SalesPanelProps {
  sales: Sale[]
  query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
}

/** Each sale with its rate, the day it is released and where its earning stands. */
export function SalesPanel({ sales, query }: SalesPanelProps) {
  return (
    <Panel title="Sales">
      {sales.length === 0 ? (
        <EmptyState title="No sales yet">
          When a buyer takes one of your leads, the sale appears here at once.
        </EmptyState>
      ) : (
        <SalesTable sales={sales} />
      )}
      {query.hasNextPage ? (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older sales
        </Button>
      ) : null}
    </Panel>
  )
}

function SalesTable({ sales }: { sales: Sale[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard
    <section aria-label="Sales" tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-left sm:min-w-150">
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            <th className="py-1.5 font-medium">Sold</th>
            <th className="py-1.5 text-right font-medium max-sm:hidden">Price</th>
            <th className="py-1.5 text-right font-medium max-sm:hidden">Rate</th>
            <th className="py-1.5 text-right font-medium">Earned</th>
            <th className="py-1.5 pl-6 font-medium max-sm:hidden">Released</th>
            <th className="py-1.5 font-medium max-sm:pl-3">State</th>
          </tr>
        </thead>
        <tbody>
          {sales.map((sale) => (
            <tr key={sale.id} className="h-9 border-b border-line last:border-0">
              <td className="tabular max-sm:py-1.5">
                {formatDate(sale.sold_at)}
                <span className="block text-sm text-muted sm:hidden">
                  {sale.rate_percent}% of <Credits value={sale.price} />, released{' '}
                  {formatDate(sale.released_at)}
                </span>
              </td>
              <td className="text-right max-sm:hidden">
                <Credits value={sale.price} />
              </td>
              <td className="text-right tabular max-sm:hidden" title={`Rule ${sale.rule_version}`}>
                {sale.rate_percent}%
              </td>
              <td className="text-right">
                <Credits value={sale.earning} />
              </td>
              <td className="pl-6 tabular max-sm:hidden">{formatDate(sale.released_at)}</td>
              <td className="max-sm:pl-3">
                <Badge tone={stateTones[sale.state]}>
                  {sale.return_open ? 'Return under way' : stateWords[sale.state]}
                </Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
