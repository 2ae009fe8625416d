import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function EarningsPage() {
  return (
    <Page>
      <PageHeader title="Earnings" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
