import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import {
  Button,
  ErrorState,
  formatDateTime,
  formatDuration,
  type ListPageOf,
  plural,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { SessionWithEvents } from '../../visitors/schema.ts'
import { SessionEvents } from './session-events.tsx'
import { sourceOf } from './visitor.ts'

interface VisitsProps {
  visits: UseInfiniteQueryResult<InfiniteData<ListPageOf<SessionWithEvents>>>
  /** What to say when there are none. */
  none: string
}

/** Visits, the newest first and open. */
export function Visits({ visits, none }: VisitsProps) {
  if (visits.isPending) return <SkeletonLines lines={6} />
  if (visits.isError)
    return <ErrorState title="The visits could not be read" error={visits.error} retry={visits.refetch} />
  const sessions = visits.data.pages.flatMap(({ data }) => data)
  if (sessions.length === 0) return <p className="text-muted">{none}</p>
  return (
    <>
      <ol className="flex flex-col gap-3">
        {sessions.map((session, index) => (
          <li key={session.id}>
            <details open={index === 0} className="rounded-md border border-line">
              <summary className="cursor-pointer px-3 py-2">
                <span className="font-medium">{formatDateTime(session.started_at)}</span>
                <span className="block text-sm text-muted">{summaryOf(session)}</span>
              </summary>
              <div className="border-t border-line px-3 py-2">
                <SessionEvents session={session} />
              </div>
            </details>
          </li>
        ))}
      </ol>
      {visits.hasNextPage ? (
        <div className="mt-3">
          <Button size="sm" busy={visits.isFetchingNextPage} onClick={() => void visits.fetchNextPage()}>
            Show earlier visits
          </Button>
        </div>
      ) : null}
    </>
  )
}

function summaryOf(session: SessionWithEvents): string {
  const { page_views: pages, engaged_seconds: seconds, scroll_percent: percent } = session
  return [
    plural(pages, 'page'),
    seconds > 0 ? `read for ${formatDuration(seconds)}` : '',
    percent > 0 ? `to ${percent}% of the page` : '',
    `from ${sourceOf(session)}`,
  ]
    .filter(Boolean)
    .join(', ')
}
