import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function HistoryPage() {
  return (
    <Page>
      <PageHeader title="Credits" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
