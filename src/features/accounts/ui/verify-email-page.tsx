import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function VerifyEmailPage() {
  return (
    <Page>
      <PageHeader title="Verify email" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
