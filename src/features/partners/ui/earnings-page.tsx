import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  api,
  ErrorState,
  Page,
  PageHeader,
  Panel,
  SkeletonLines,
  TabPanel,
  Tabs,
  useLive,
  useSearchParams,
} from '../../../ui/index.ts'
import type { Earnings } from '../schema.ts'
import { Months } from './earnings-months.tsx'
import { CommissionRule } from './earnings-rule.tsx'
import { SalesPanel } from './earnings-sales.tsx'
import { partnerQuery } from './partner-query.ts'
import { PayoutSettings } from './payouts/payout-settings.tsx'
import { PayoutsPanel } from './payouts/payouts-panel.tsx'
import { Releases } from './payouts/releases.tsx'
import { RequestButton } from './payouts/request-button.tsx'
import { StatesFlow } from './payouts/states-flow.tsx'
import { StatementsPanel } from './statements/statements-panel.tsx'

const TABS = [
  { value: 'sales', label: 'Sales' },
  { value: 'payouts', label: 'Payouts' },
  { value: 'statements', label: 'Statements' },
  { value: 'settings', label: 'How you are paid' },
]
const CHANGES = ['listing.sold', 'return.changed', 'payout.changed']

/** From sale to money: what is where, what is released when, and how it leaves. */
export function EarningsPage() {
  const client = useQueryClient()
  const [params, update] = useSearchParams()
  const partner = useQuery(partnerQuery)
  const earnings = useInfiniteQuery({
    queryKey: ['earnings'],
    queryFn: ({ pageParam, signal }) =>
      api<Earnings>('GET', '/api/partner/earnings', { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  })
  useLive(CHANGES, () => {
    for (const name of ['earnings', 'payouts', 'statements']) {
      void client.invalidateQueries({ queryKey: [name] })
    }
  })
  const first = earnings.data?.pages[0]
  const sales = earnings.data?.pages.flatMap((page) => page.data) ?? []
  const tab = TABS.some(({ value }) => value === params.tab) ? params.tab : 'sales'
  return (
    <Page>
      <PageHeader
        title="Earnings"
        note="From sale to money: where each credit stands and what moves it on"
        actions={first ? <RequestButton earnings={first} /> : null}
      />
      {earnings.isPending ? (
        <Panel>
          <SkeletonLines lines={6} />
        </Panel>
      ) : null}
      {earnings.isError ? (
        <ErrorState title="The earnings could not be read" error={earnings.error} retry={earnings.refetch} />
      ) : null}
      {first ? (
        <>
          <StatesFlow earnings={first} />
          <Tabs
            label="Earnings"
            tabs={TABS}
            value={tab ?? 'sales'}
            onValueChange={(value) => update({ tab: value, payout: undefined })}
          >
            <TabPanel value="sales">
              <Releases releases={first.releases} />
              <SalesPanel sales={sales} query={earnings} />
              <Months months={first.months} />
              {partner.data?.commission ? <CommissionRule commission={partner.data.commission} /> : null}
            </TabPanel>
            <TabPanel value="payouts">
              <PayoutsPanel />
            </TabPanel>
            <TabPanel value="statements">
              <StatementsPanel />
            </TabPanel>
            <TabPanel value="settings">
              <PayoutSettings />
            </TabPanel>
          </Tabs>
        </>
      ) : null}
    </Page>
  )
}
