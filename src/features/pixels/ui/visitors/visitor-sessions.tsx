import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import {
  api,
  Button,
  ErrorState,
  formatDateTime,
  formatDuration,
  type ListPageOf,
  plural,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { SessionWithEvents, Visitor } from '../../visitors/schema.ts'
import { SessionEvents } from './session-events.tsx'
import { sourceOf } from './visitor.ts'

/** Visits of a visitor, the newest first and open. */
export function VisitorSessions({ visitor }: { visitor: Visitor }) {
  const visits = useInfiniteQuery({
    // What happened since is another answer; until it is here the one before stays.
    queryKey: ['visitors', 'sessions', visitor.id, visitor.last_seen_at, visitor.events],
    queryFn: ({ pageParam, signal }) =>
      api<ListPageOf<SessionWithEvents>>('GET', `/api/visitors/${visitor.id}/sessions`, {
        query: { limit: 10, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  })
  if (visits.isPending) return <SkeletonLines lines={6} />
  if (visits.isError)
    return <ErrorState title="The visits could not be read" error={visits.error} retry={visits.refetch} />
  const sessions = visits.data.pages.flatMap(({ data }) => data)
  return (
    <section>
      <h3 className="mb-2 font-semibold">Visits</h3>
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
    </section>
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
