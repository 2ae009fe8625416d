import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function SettingsPage() {
  return (
    <Page>
      <PageHeader title="Settings" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
