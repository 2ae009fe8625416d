import { Badge, type Column, formatCount, formatDate, RelativeTime } from '../../../../ui/index.ts'
import { describeFilter } from '../../../audience/ui/index.ts'
import type { Segment } from '../../schema.ts'
import { StarButton } from '../actions/star-button.tsx'
import { cadenceWords, statusTones, statusWords, targetWords } from '../segment.ts'

const none = <span className="text-faint">–</span>

function Order({ order }: { order: Segment['standing_order'] }) {
  if (!order) return none
  if (order.status === 'paused')
    return <Badge tone="warn">{order.paused_reason ? 'Stopped' : 'Paused'}</Badge>
  return (
    <span title={`Next ${formatDate(order.next_at)}`} className="flex min-w-0 items-center gap-1.5">
      <Badge tone="good">{cadenceWords[order.cadence]}</Badge>
    </span>
  )
}

export const segmentColumns: Column<Segment>[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    width: 280,
    grow: true,
    fixed: true,
    card: 'title',
    value: ({ name }) => name,
    cell: ({ name }) => <span className="font-medium">{name}</span>,
  },
  {
    id: 'favourite',
    header: 'Favourite',
    width: 92,
    value: ({ favourite }) => favourite,
    cell: (segment) => <StarButton segment={segment} className="-ml-2 size-7 max-sm:size-10" />,
  },
  {
    id: 'rules',
    header: 'Rules',
    width: 320,
    card: 'note',
    cell: ({ filters, target }) => (
      <span className="truncate text-muted">{describeFilter(filters, target)}</span>
    ),
  },
  { id: 'target', header: 'People from', width: 110, cell: ({ target }) => targetWords[target] },
  {
    id: 'count',
    header: 'Match',
    width: 100,
    align: 'right',
    card: 'side',
    value: ({ last_count }) => last_count,
    cell: ({ last_count, last_counted_at }) =>
      last_count === null ? (
        none
      ) : (
        <span
          className="tabular"
          title={last_counted_at ? `Counted ${formatDate(last_counted_at)}` : undefined}
        >
          {formatCount(last_count)}
        </span>
      ),
  },
  {
    id: 'new',
    header: 'New to you',
    width: 100,
    align: 'right',
    value: ({ last_net_new }) => last_net_new,
    cell: ({ last_net_new, target }) =>
      last_net_new === null || target === 'leads' ? (
        none
      ) : (
        <span className="tabular">{formatCount(last_net_new)}</span>
      ),
  },
  {
    id: 'order',
    header: 'Standing order',
    width: 130,
    value: ({ standing_order }) => standing_order?.status,
    cell: ({ standing_order }) => <Order order={standing_order} />,
  },
  {
    id: 'status',
    header: 'Status',
    width: 100,
    value: ({ status }) => status,
    cell: ({ status }) => <Badge tone={statusTones[status]}>{statusWords[status]}</Badge>,
  },
  { id: 'folder', header: 'Folder', width: 130, cell: ({ folder }) => folder ?? none },
  { id: 'owner', header: 'Owner', width: 140, cell: ({ owner }) => owner?.name ?? none },
  {
    id: 'run',
    header: 'Last pull',
    width: 110,
    hidden: true,
    cell: ({ last_run_at }) => (last_run_at ? <RelativeTime at={last_run_at} /> : none),
  },
  {
    id: 'updated',
    header: 'Changed',
    sort: 'updated_at',
    sortFirst: 'desc',
    width: 110,
    cell: ({ updated_at }) => <RelativeTime at={updated_at} />,
  },
]
