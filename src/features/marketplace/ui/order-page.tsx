import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function OrderPage() {
  return (
    <Page>
      <PageHeader title="Order" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
