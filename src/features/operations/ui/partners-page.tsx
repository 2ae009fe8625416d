import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function PartnersPage() {
  return (
    <Page>
      <PageHeader title="Partners" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
