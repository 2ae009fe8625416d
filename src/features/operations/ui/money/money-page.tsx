import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  api,
  Badge,
  ErrorState,
  formatDateTime,
  Page,
  PageHeader,
  plural,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { Money } from '../../money/schema.ts'
import { CreditsPanel } from './credits-panel.tsx'
import { EarningsPanel } from './earnings-panel.tsx'
import { SalesPanel } from './sales-panel.tsx'
import { TakeRatePanel } from './take-rate-panel.tsx'

/** Where all credits and money stand; each figure leads to its rows. */
export function MoneyPage() {
  const money = useQuery({
    queryKey: ['operator-money'],
    queryFn: ({ signal }) => api<Money>('GET', '/api/operator/money', { signal }),
  })
  const open = money.data?.open_exceptions ?? 0
  return (
    <Page>
      <PageHeader
        title="Money"
        note={money.data ? `As of ${formatDateTime(money.data.as_of)}, from the ledger` : 'From the ledger'}
        actions={
          open > 0 ? (
            <Link
              to="/operator/exceptions"
              search={{ state: 'open' }}
              className="inline-flex min-h-6 items-center"
            >
              <Badge tone="warn">{plural(open, 'open exception')}</Badge>
            </Link>
          ) : null
        }
      />
      {money.isPending ? (
        <div className="px-5 max-sm:px-4">
          <SkeletonLines lines={14} />
        </div>
      ) : null}
      {money.isError ? (
        <ErrorState title="The figures could not be read" error={money.error} retry={money.refetch} />
      ) : null}
      {money.data ? (
        <>
          <CreditsPanel money={money.data} />
          <SalesPanel money={money.data} />
          <EarningsPanel money={money.data} />
          <TakeRatePanel money={money.data} />
        </>
      ) : null}
    </Page>
  )
}
