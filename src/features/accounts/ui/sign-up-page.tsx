import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function SignUpPage() {
  return (
    <Page>
      <PageHeader title="Sign up" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
