import { type Column, Credits, RelativeTime } from '../../../../ui/index.ts'
import type { Return } from '../../returns/schema.ts'
import { ReturnBadge } from './return-badge.tsx'
import { reasonWords, type Viewer } from './words.ts'

type Row = Pick<Return, 'id' | 'reason' | 'status' | 'price' | 'opened_at'>

export function personOf({ lead }: Pick<Return, 'lead'>): string {
  if (!lead) return 'Deleted lead'
  return lead.full_name ?? lead.company_name ?? 'Lead without a name'
}

/** Columns every side's list has. */
export function sharedColumns<R extends Row>(viewer: Viewer): Column<R>[] {
  return [
    {
      id: 'reason',
      header: 'Reason',
      width: 150,
      card: 'note',
      cell: ({ reason }) => reasonWords[reason].label,
    },
    {
      id: 'status',
      header: 'Status',
      width: 160,
      card: 'side',
      value: ({ status }) => status,
      cell: ({ status }) => <ReturnBadge status={status} viewer={viewer} />,
    },
    {
      id: 'price',
      header: 'Price',
      align: 'right',
      width: 100,
      cell: ({ price }) => <Credits value={price} />,
    },
    { id: 'opened', header: 'Asked', width: 120, cell: ({ opened_at }) => <RelativeTime at={opened_at} /> },
  ]
}
