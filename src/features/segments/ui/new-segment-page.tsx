import { ErrorState, Page, PageHeader, SkeletonLines, useSearchParams } from '../../../ui/index.ts'
import { NewSegment } from './new/new-segment.tsx'
import { StartChoice } from './new/start-choice.tsx'
import { useBeginning } from './new/use-beginning.ts'

/** A new segment: from a template, from a search of the audience, or from nothing. */
export function NewSegmentPage() {
  const [params] = useSearchParams()
  const { key, draft, problem, templates, isWaiting, error, retry } = useBeginning(params)
  if (draft) return <NewSegment key={key} keptAs={key} begin={draft} problem={problem} />
  return (
    <Page>
      <PageHeader title="New segment" note="Begin with a template, or with everybody" />
      {templates ? (
        <StartChoice templates={templates} problem={problem} />
      ) : error && !isWaiting ? (
        <ErrorState title="The templates could not be loaded" error={error} retry={retry} />
      ) : (
        <div className="px-5 max-sm:px-4" aria-busy>
          <SkeletonLines lines={8} />
        </div>
      )}
    </Page>
  )
}
