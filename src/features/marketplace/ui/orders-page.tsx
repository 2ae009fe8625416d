import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function OrdersPage() {
  return (
    <Page>
      <PageHeader title="Orders" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
