import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  Badge,
  Button,
  ErrorState,
  Panel,
  RelativeTime,
  SkeletonLines,
  useLive,
  usePages,
} from '../../../../ui/index.ts'
import type { SegmentMove } from '../../schema.ts'
import { reasonOf } from './reason.ts'

const events = ['segment.entered', 'segment.left']

/** Which leads came and went, the last first, and because of what. */
export function MovesPanel({ segmentId }: { segmentId: string }) {
  const client = useQueryClient()
  const key = ['segment-moves', segmentId]
  useLive(events, (event) => {
    if (event.segment_id === segmentId) void client.invalidateQueries({ queryKey: key })
  })
  const { rows, query } = usePages<SegmentMove>({ key, path: `/api/segments/${segmentId}/moves`, limit: 50 })
  return (
    <Panel title="Who entered and left">
      {query.isPending ? <SkeletonLines lines={5} /> : null}
      {query.isError && rows.length === 0 ? (
        <ErrorState title="Who came and went could not be read" error={query.error} retry={query.refetch} />
      ) : null}
      {query.data && rows.length === 0 ? (
        <p className="text-muted">
          Nobody has come or gone since this segment was made. Leads are looked at as they change.
        </p>
      ) : null}
      <ul aria-label="Who entered and left">
        {rows.map((move) => (
          <li
            key={move.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-0"
          >
            <Badge tone={move.move === 'entered' ? 'good' : 'neutral'}>
              {move.move === 'entered' ? 'Entered' : 'Left'}
            </Badge>
            <Who move={move} />
            <span className="text-muted">{reasonOf(move)}</span>
            <span className="ml-auto text-muted">
              <RelativeTime at={move.created_at} />
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

function Who({ move: { lead, lead_id } }: { move: SegmentMove }) {
  if (!lead) return <span className="text-muted">A lead that is gone</span>
  return (
    <Link
      to="/leads/$leadId"
      params={{ leadId: lead_id }}
      className="min-w-0 truncate font-medium underline-offset-2 hover:underline"
    >
      {lead.full_name ?? lead.company_name ?? 'Lead without a name'}
      {lead.full_name && lead.company_name ? (
        <span className="font-normal text-muted">, {lead.company_name}</span>
      ) : null}
    </Link>
  )
}
