import { EmptyState, Page, PageHeader } from '../../../ui/index.ts'

export function UploadPage() {
  return (
    <Page>
      <PageHeader title="Upload" />
      <EmptyState title="Nothing here yet" />
    </Page>
  )
}
