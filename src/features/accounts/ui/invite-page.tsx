import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function InvitePage() {
  return (
    <Page>
      <PageHeader title="Invitation" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
