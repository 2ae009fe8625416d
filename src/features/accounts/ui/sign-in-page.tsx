import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function SignInPage() {
  return (
    <Page>
      <PageHeader title="Sign in" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
