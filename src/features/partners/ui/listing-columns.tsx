import { Badge, type Column, Credits, RelativeTime, ScoreMark } from '../../../ui/index.ts'
import type { PartnerListing } from '../schema.ts'

export const listingStatuses = [
  { value: 'active', label: 'On sale' },
  { value: 'sold_out', label: 'Sold out' },
  { value: 'expired', label: 'Expired' },
  { value: 'withdrawn', label: 'Withdrawn' },
  { value: 'suspended', label: 'Suspended' },
] as const

const tones = {
  active: 'good',
  sold_out: 'value',
  expired: 'warn',
  withdrawn: 'neutral',
  suspended: 'bad',
} as const

export const nameOfListing = ({ lead }: PartnerListing) => lead?.full_name ?? lead?.email ?? 'Deleted lead'

export const listingColumns: Column<PartnerListing>[] = [
  { id: 'name', header: 'Lead', width: 210, grow: true, fixed: true, card: 'title', cell: nameOfListing },
  {
    id: 'score',
    header: 'Score',
    sort: 'score',
    sortFirst: 'desc',
    width: 80,
    card: 'side',
    value: ({ score }) => score,
    cell: ({ score }) => <ScoreMark score={score} />,
  },
  { id: 'title', header: 'Title', width: 200, card: 'note', cell: ({ lead }) => lead?.job_title ?? '–' },
  { id: 'company', header: 'Company', width: 180, cell: ({ lead }) => lead?.company_name ?? '–' },
  {
    id: 'status',
    header: 'Status',
    width: 110,
    value: ({ status }) => status,
    cell: ({ status }) => (
      <Badge tone={tones[status]}>{listingStatuses.find(({ value }) => value === status)?.label}</Badge>
    ),
  },
  {
    id: 'price',
    header: 'Price',
    sort: 'price',
    sortFirst: 'desc',
    align: 'right',
    width: 100,
    value: ({ price }) => price,
    cell: ({ price }) => <Credits value={price} />,
  },
  {
    id: 'sold',
    header: 'Sold',
    sort: 'times_sold',
    sortFirst: 'desc',
    align: 'right',
    width: 90,
    value: ({ times_sold }) => times_sold,
    cell: ({ times_sold, max_buyers }) => `${times_sold} of ${max_buyers}`,
  },
  {
    id: 'listed',
    header: 'Listed',
    sort: 'listed_at',
    sortFirst: 'desc',
    width: 120,
    cell: ({ listed_at }) => <RelativeTime at={listed_at} />,
  },
  {
    id: 'expires',
    header: 'Expires',
    width: 120,
    cell: ({ expires_at }) => (expires_at ? <RelativeTime at={expires_at} /> : 'Never'),
  },
]
