import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function ImportPage() {
  return (
    <Page>
      <PageHeader title="Import leads" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
