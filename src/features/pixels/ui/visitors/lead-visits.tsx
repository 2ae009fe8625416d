import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { api, type ListPageOf, useCoalesced, useLive } from '../../../../ui/index.ts'
import type { SessionWithEvents } from '../../visitors/schema.ts'
import { DeleteVisits } from './delete-visits.tsx'
import { Visits } from './visits.tsx'

const PAUSE_MS = 2_000

/** What a lead did on the workspace's sites, in all browsers that are known to be theirs. */
export function LeadVisits({ leadId }: { leadId: string }) {
  const client = useQueryClient()
  const queryKey = ['lead-visits', leadId]
  const visits = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api<ListPageOf<SessionWithEvents>>('GET', `/api/leads/${leadId}/visits`, {
        query: { limit: 10, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  })
  useLive(
    ['visitors.seen', 'visitor.identified'],
    useCoalesced(() => void client.invalidateQueries({ queryKey }), PAUSE_MS),
  )
  return (
    <div className="px-5">
      <Visits
        visits={visits}
        none="No visit to one of your sites is known. When a visitor says to be this person, their visits appear here."
      />
      {visits.data?.pages.some(({ data }) => data.length > 0) ? <DeleteVisits leadId={leadId} /> : null}
    </div>
  )
}
