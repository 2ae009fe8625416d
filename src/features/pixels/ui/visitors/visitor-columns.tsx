import { Badge, type Column, RelativeTime } from '../../../../ui/index.ts'
import type { Visitor } from '../../visitors/schema.ts'
import { pathOf } from '../words.ts'
import { browserOf, isOnline, placeOf, sourceOf, visitorNameOf } from './visitor.ts'

const muted = (text: string | null) => text ?? <span className="text-faint">–</span>

/** A name; with a dot who is on the site now, in words for screen readers. */
function VisitorName({ visitor }: { visitor: Visitor }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      {isOnline(visitor) ? (
        <span className="size-2 shrink-0 rounded-full bg-good">
          <span className="sr-only">On the site now: </span>
        </span>
      ) : null}
      <span className="truncate">{visitorNameOf(visitor)}</span>
      {visitor.lead_id ? <Badge tone="good">Known</Badge> : null}
    </span>
  )
}

export const visitorColumns: Column<Visitor>[] = [
  {
    id: 'who',
    header: 'Visitor',
    width: 220,
    grow: true,
    fixed: true,
    card: 'title',
    value: (visitor) => visitor.lead_id,
    cell: (visitor) => <VisitorName visitor={visitor} />,
  },
  {
    id: 'page',
    header: 'Page',
    width: 240,
    card: 'note',
    value: (visitor) => visitor.session?.exit_url,
    cell: (visitor) => (
      <span className="truncate" title={visitor.session?.exit_url ?? undefined}>
        {pathOf(visitor.session?.exit_url ?? null) || '–'}
      </span>
    ),
  },
  {
    id: 'seen',
    header: 'Last seen',
    width: 110,
    card: 'side',
    cell: (visitor) => <RelativeTime at={visitor.last_seen_at} />,
  },
  {
    id: 'pages',
    header: 'Pages this visit',
    align: 'right',
    width: 120,
    value: (visitor) => visitor.session?.page_views,
    cell: (visitor) => <span className="tabular">{visitor.session?.page_views ?? 0}</span>,
  },
  {
    id: 'visits',
    header: 'Visits',
    align: 'right',
    width: 80,
    value: (visitor) => visitor.sessions,
    cell: (visitor) => <span className="tabular">{visitor.sessions}</span>,
  },
  { id: 'company', header: 'Company', width: 170, cell: (visitor) => muted(visitor.company_name) },
  { id: 'source', header: 'Came from', width: 160, cell: (visitor) => sourceOf(visitor.session) },
  { id: 'place', header: 'Place', width: 160, cell: (visitor) => muted(placeOf(visitor)) },
  { id: 'browser', header: 'Browser', width: 160, cell: (visitor) => muted(browserOf(visitor.session)) },
  { id: 'pixel', header: 'Pixel', width: 140, hidden: true, cell: (visitor) => visitor.pixel_name },
  {
    id: 'first',
    header: 'First seen',
    width: 110,
    hidden: true,
    cell: (visitor) => <RelativeTime at={visitor.first_seen_at} />,
  },
]
