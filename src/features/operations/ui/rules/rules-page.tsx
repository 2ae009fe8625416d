import { useQuery } from '@tanstack/react-query'
import {
  api,
  ErrorState,
  Page,
  PageHeader,
  SkeletonLines,
  TabPanel,
  Tabs,
  useSearchParams,
} from '../../../../ui/index.ts'
import type { Rules } from '../../rules/schema.ts'
import { PackagesPanel } from './packages-panel.tsx'
import { RulesPanel } from './rules-panel.tsx'

const tabs = [
  { value: 'packages', label: 'Packages' },
  { value: 'commission', label: 'Commission' },
  { value: 'money', label: 'Payouts, returns and prices' },
]

/** What credits cost, what partners earn, and how money is handled: by version, with who, when and why. */
export function RulesPage() {
  const [params, update] = useSearchParams()
  const rules = useQuery({
    queryKey: ['operator-rules'],
    queryFn: ({ signal }) => api<Rules>('GET', '/api/operator/rules', { signal }),
  })
  const panel = (kind: 'money' | 'commission') => {
    if (rules.isPending) return <SkeletonLines lines={8} />
    if (rules.isError)
      return <ErrorState title="The rules could not be read" error={rules.error} retry={rules.refetch} />
    return <RulesPanel key={rules.data[kind][0]?.version} kind={kind} versions={rules.data[kind]} />
  }
  return (
    <Page>
      <PageHeader
        title="Rules"
        note="Every change makes the next version; what was bought and sold keeps its own"
      />
      <Tabs
        label="Rules"
        tabs={tabs}
        value={params.tab ?? 'packages'}
        onValueChange={(tab) => update({ tab })}
      >
        <TabPanel value="packages">
          <PackagesPanel />
        </TabPanel>
        <TabPanel value="commission">{panel('commission')}</TabPanel>
        <TabPanel value="money">{panel('money')}</TabPanel>
      </Tabs>
    </Page>
  )
}
