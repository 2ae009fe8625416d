import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function ApplyPage() {
  return (
    <Page>
      <PageHeader title="Become a partner" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
