import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function LeadsPage() {
  return (
    <Page>
      <PageHeader title="Leads" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
