import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, Drawer, ErrorState, SkeletonLines, useCoalesced, useLive } from '../../../../ui/index.ts'
import type { Visitor } from '../../visitors/schema.ts'
import { DeleteVisitor } from './delete-visitor.tsx'
import { placeOf, visitorNameOf } from './visitor.ts'
import { VisitorFacts } from './visitor-facts.tsx'
import { VisitorLinks } from './visitor-links.tsx'
import { VisitorSessions } from './visitor-sessions.tsx'

const PAUSE_MS = 1_000

interface VisitorDrawerProps {
  visitorId: string | undefined
  onClose: () => void
}

/** Everything about one visitor: who it may be, each visit and what happened in it; live. */
export function VisitorDrawer({ visitorId, onClose }: VisitorDrawerProps) {
  const client = useQueryClient()
  const queryKey = ['visitors', 'one', visitorId]
  const visitor = useQuery({
    queryKey,
    queryFn: ({ signal }) => api<Visitor>('GET', `/api/visitors/${visitorId}`, { signal }),
    enabled: visitorId !== undefined,
  })
  useLive(
    ['visitors.seen', 'visitor.identified'],
    useCoalesced(() => {
      if (visitorId) void client.invalidateQueries({ queryKey })
    }, PAUSE_MS),
  )
  const { data } = visitor
  return (
    <Drawer
      open={visitorId !== undefined}
      onClose={onClose}
      title={data ? visitorNameOf(data) : 'Visitor'}
      note={
        data ? [data.company_name, placeOf(data)].filter(Boolean).join(', ') || data.pixel_name : undefined
      }
      actions={data ? <DeleteVisitor visitor={data} onDeleted={onClose} /> : null}
    >
      {visitor.isPending ? <SkeletonLines lines={10} /> : null}
      {visitor.isError ? (
        <ErrorState title="This visitor could not be read" error={visitor.error} retry={visitor.refetch} />
      ) : null}
      {data ? (
        <div className="flex flex-col gap-5">
          <VisitorFacts visitor={data} />
          <VisitorLinks visitor={data} />
          <VisitorSessions key={data.id} visitor={data} />
        </div>
      ) : null}
    </Drawer>
  )
}
