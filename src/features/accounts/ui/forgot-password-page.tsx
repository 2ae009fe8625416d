import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function ForgotPasswordPage() {
  return (
    <Page>
      <PageHeader title="Forgot password" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
