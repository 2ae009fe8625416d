import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import {
  api,
  Button,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  Panel,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { StatementPage as StatementAnswer } from '../../statements/schema.ts'
import { monthName } from './month-name.ts'
import { StatementLines } from './statement-lines.tsx'
import { StatementRules } from './statement-rules.tsx'
import { StatementSums } from './statement-sums.tsx'

/** One month: from what stood at its beginning to what stood at its end, line by line. */
export function StatementPage() {
  const { month = '' } = useParams({ strict: false })
  const statement = useInfiniteQuery({
    queryKey: ['statements', month],
    queryFn: ({ pageParam, signal }) =>
      api<StatementAnswer>('GET', `/api/partner/statements/${month}`, {
        query: { cursor: pageParam, limit: 100 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  })
  const first = statement.data?.pages[0]
  const lines = statement.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <Page>
      <PageHeader
        title={`Statement of ${monthName(month)}`}
        note="In credits; a month begins and ends at midnight UTC"
        actions={
          <>
            <Button asChild>
              <Link to="/sell/earnings" search={{ tab: 'statements' }}>
                All months
              </Link>
            </Button>
            <Button asChild>
              <a href={`/api/partner/statements/${month}.csv`} download>
                <Download aria-hidden className="size-4" />
                Download CSV
              </a>
            </Button>
          </>
        }
      />
      {statement.isPending ? (
        <Panel>
          <SkeletonLines lines={8} />
        </Panel>
      ) : null}
      {statement.isError ? (
        <ErrorState
          title="This statement could not be read"
          error={statement.error}
          retry={statement.refetch}
        />
      ) : null}
      {first ? (
        <>
          <StatementSums statement={first} />
          <Panel title="Lines">
            {lines.length > 0 ? (
              <StatementLines lines={lines} rules={first.rules} />
            ) : (
              <EmptyState title="Nothing happened in this month">
                What stood at its beginning stands at its end.
              </EmptyState>
            )}
            {statement.hasNextPage ? (
              <Button
                className="mt-3"
                busy={statement.isFetchingNextPage}
                onClick={() => void statement.fetchNextPage()}
              >
                Show later lines
              </Button>
            ) : null}
          </Panel>
          <StatementRules rules={first.rules} lines={lines} />
        </>
      ) : null}
    </Page>
  )
}
