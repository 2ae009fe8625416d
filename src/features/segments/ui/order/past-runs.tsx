import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  Badge,
  Button,
  Credits,
  ErrorState,
  formatCount,
  Panel,
  RelativeTime,
  SkeletonLines,
  useLive,
  usePages,
} from '../../../../ui/index.ts'
import { endWords, type Pull, pullEvents, pullStatusWords } from '../../../audience/ui/index.ts'

/** Every pull of the segment, by its order or by a person, the last first. */
export function PastRuns({ segmentId }: { segmentId: string }) {
  const client = useQueryClient()
  const key = ['audience', 'pulls', 'segment', segmentId]
  useLive(pullEvents, (event) => {
    if (event.segment_id === segmentId) void client.invalidateQueries({ queryKey: key })
  })
  const { rows, query } = usePages<Pull>({
    key,
    path: '/api/audience/pulls',
    query: { segment_id: segmentId },
    limit: 20,
  })
  return (
    <Panel title="Past pulls">
      {query.isPending ? <SkeletonLines lines={3} /> : null}
      {query.isError && rows.length === 0 ? (
        <ErrorState title="The pulls could not be read" error={query.error} retry={query.refetch} />
      ) : null}
      {query.data && rows.length === 0 ? (
        <p className="text-muted">Nobody of this segment was pulled yet.</p>
      ) : null}
      <ul aria-label="Past pulls">
        {rows.map((pull) => (
          <li
            key={pull.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-0"
          >
            <Badge tone={pullStatusWords[pull.status].tone}>{pullStatusWords[pull.status].label}</Badge>
            <Link
              to="/audience/pulls/$pullId"
              params={{ pullId: pull.id }}
              className="font-medium tabular underline-offset-2 hover:underline"
            >
              {formatCount(pull.pulled)} of {formatCount(pull.wanted)} people
            </Link>
            <Credits value={pull.credits_charged} unit />
            <span className="text-muted">
              {pull.standing
                ? 'by the standing order'
                : pull.actor
                  ? `by ${pull.actor.name}`
                  : 'by a program'}
            </span>
            {pull.ended_by ? <span className="text-muted">{endWords[pull.ended_by]}</span> : null}
            <span className="ml-auto text-muted">
              <RelativeTime at={pull.created_at} />
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          size="sm"
          className="mt-3"
          busy={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          Show older
        </Button>
      ) : null}
    </Panel>
  )
}
