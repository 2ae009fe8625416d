import { Link, useParams } from '@tanstack/react-router'
import { ApiError, Button, ErrorState, Page, SkeletonLines } from '../../../ui/index.ts'
import { OneSegment } from './editor/one-segment.tsx'
import { useSegment } from './use-segment.ts'

/** A segment: its rules, its people, its standing order and its history. */
export function SegmentPage() {
  const { segmentId = '' } = useParams({ strict: false })
  const segment = useSegment(segmentId)
  if (segment.data) return <OneSegment key={segmentId} segment={segment.data} />
  return (
    <Page>
      {segment.isError ? (
        <ErrorState
          title="This segment could not be opened"
          error={segment.error}
          {...(segment.error instanceof ApiError && segment.error.status === 404
            ? {}
            : { retry: segment.refetch })}
        >
          <Button asChild className="mt-2">
            <Link to="/segments">All segments</Link>
          </Button>
        </ErrorState>
      ) : (
        <div className="px-5 pt-5 max-sm:px-4" aria-busy>
          <SkeletonLines lines={10} />
        </div>
      )}
    </Page>
  )
}
