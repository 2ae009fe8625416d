import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { api, Credits, EmptyState, ErrorState, Panel, SkeletonLines } from '../../../../ui/index.ts'
import type { Statement, Statements } from '../../statements/schema.ts'
import { monthName } from './month-name.ts'

/** Every month in which the earnings moved. */
export function StatementsPanel() {
  const statements = useQuery({
    queryKey: ['statements'],
    queryFn: ({ signal }) => api<Statements>('GET', '/api/partner/statements', { signal }),
  })
  return (
    <Panel title="Statements">
      {statements.isPending ? <SkeletonLines lines={4} /> : null}
      {statements.isError ? (
        <ErrorState
          title="The statements could not be read"
          error={statements.error}
          retry={statements.refetch}
        />
      ) : null}
      {statements.data?.data.length === 0 ? (
        <EmptyState title="No statements yet">The month of your first sale opens the first one.</EmptyState>
      ) : null}
      {statements.data && statements.data.data.length > 0 ? (
        <StatementsTable statements={statements.data.data} />
      ) : null}
    </Panel>
  )
}

function StatementsTable({ statements }: { statements: Statement[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard
    <section aria-label="Statements" tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-left sm:min-w-170">
        <thead>
          <tr className="border-b border-line text-right text-sm text-muted">
            <th className="py-1.5 text-left font-medium">Month (UTC)</th>
            <th className="py-1.5 font-medium max-sm:hidden">Opening</th>
            <th className="py-1.5 font-medium max-sm:hidden">Sales</th>
            <th className="py-1.5 font-medium max-sm:hidden">Reversals</th>
            <th className="py-1.5 font-medium max-sm:hidden">Payouts</th>
            <th className="py-1.5 font-medium">Closing</th>
            <th className="py-1.5 font-medium">
              <span className="sr-only">File</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {statements.map((statement) => (
            <tr
              key={statement.month}
              className="h-9 border-b border-line text-right last:border-0 hover:bg-hover"
            >
              <th scope="row" className="text-left font-medium">
                <Link
                  to="/sell/statements/$month"
                  params={{ month: statement.month }}
                  className="underline-offset-2 hover:underline"
                >
                  {monthName(statement.month)}
                </Link>
              </th>
              <td className="max-sm:hidden">
                <Credits value={statement.opening} />
              </td>
              <td className="max-sm:hidden">
                <Credits value={statement.sales} signed />
              </td>
              <td className="max-sm:hidden">
                <Credits value={-statement.reversals} signed />
              </td>
              <td className="max-sm:hidden">
                <Credits value={statement.payouts_returned - statement.payouts} signed />
              </td>
              <td>
                <Credits value={statement.closing} />
              </td>
              <td className="pl-4">
                <a
                  href={`/api/partner/statements/${statement.month}.csv`}
                  download
                  className="inline-flex items-center gap-1 underline-offset-2 hover:underline"
                >
                  <Download aria-hidden className="size-4" />
                  CSV<span className="sr-only"> of {monthName(statement.month)}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
