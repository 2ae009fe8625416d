import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function MarketplacePage() {
  return (
    <Page>
      <PageHeader title="Marketplace" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
