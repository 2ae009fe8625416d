import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function WorkspacesPage() {
  return (
    <Page>
      <PageHeader title="Workspaces" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
