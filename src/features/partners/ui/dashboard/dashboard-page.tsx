import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  api,
  Button,
  ErrorState,
  Page,
  PageHeader,
  Panel,
  RelativeTime,
  SkeletonLines,
  useLive,
} from '../../../../ui/index.ts'
import type { Dashboard } from '../../dashboard/schema.ts'
import { EarningsBars } from './earnings-bars.tsx'
import { Prices } from './prices.tsx'
import { Rejections } from './rejections.tsx'
import { Returns } from './returns.tsx'
import { SellThrough } from './sell-through.tsx'
import { Stock } from './stock.tsx'

/** How the partner's selling goes, at a glance; every figure leads to what is behind it. */
export function DashboardPage() {
  const client = useQueryClient()
  const dashboard = useQuery({
    queryKey: ['partner-dashboard'],
    queryFn: ({ signal }) => api<Dashboard>('GET', '/api/partner/dashboard', { signal }),
    // computed for the first time within seconds of being asked for
    refetchInterval: ({ state }) => (state.data && state.data.as_of === null ? 3_000 : false),
  })
  useLive(['listing.sold', 'payout.changed'], () => {
    void client.invalidateQueries({ queryKey: ['partner-dashboard'] })
  })
  const { data } = dashboard
  return (
    <Page>
      <PageHeader
        title="Selling"
        note="What is on sale, how it sells, what it earns"
        actions={
          <Button asChild variant="primary">
            <Link to="/sell/upload">Upload leads</Link>
          </Button>
        }
      />
      {dashboard.isPending ? (
        <Panel>
          <SkeletonLines lines={10} />
        </Panel>
      ) : null}
      {dashboard.isError ? (
        <ErrorState title="The figures could not be read" error={dashboard.error} retry={dashboard.refetch} />
      ) : null}
      {data ? (
        <>
          <Stock stock={data.stock} />
          <div className="grid lg:grid-cols-2 lg:*:odd:mr-0">
            <EarningsBars earnings={data.earnings} />
            <SellThrough through={data.sell_through} asOf={data.as_of} />
            <Returns returns={data.returns} asOf={data.as_of} />
            <Rejections rejections={data.rejections} />
          </div>
          <Prices prices={data.prices} asOf={data.as_of} />
          <p className="px-5 text-sm text-muted max-sm:px-4">
            {data.as_of ? (
              <>
                Sell-through, returns and prices were computed <RelativeTime at={data.as_of} />, the rest is
                of now.
              </>
            ) : (
              'Sell-through, returns and prices are being computed.'
            )}
          </p>
        </>
      ) : null}
    </Page>
  )
}
