import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api, type ListPageOf } from '../../../../ui/index.ts'
import type { SessionWithEvents, Visitor } from '../../visitors/schema.ts'
import { Visits } from './visits.tsx'

/** Visits of a visitor. */
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
  return (
    <section>
      <h3 className="mb-2 font-semibold">Visits</h3>
      <Visits visits={visits} none="Its visits are older than what is kept." />
    </section>
  )
}
