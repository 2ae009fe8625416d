import { Page, PageHeader } from '../../ui/index.ts'

export function HomePage() {
  return (
    <Page>
      <PageHeader title="Start" />
    </Page>
  )
}
