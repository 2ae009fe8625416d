import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function ListingsPage() {
  return (
    <Page>
      <PageHeader title="Listings" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
