import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function ResetPasswordPage() {
  return (
    <Page>
      <PageHeader title="Reset password" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
