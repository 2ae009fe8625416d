import { Badge, type Column, Credits, RelativeTime } from '../../../../ui/index.ts'
import type { OperatorPayout } from '../../payouts/schema.ts'
import { formatMoney } from './money.ts'
import { methodWords, payoutTones, payoutWords } from './words.ts'

export const operatorPayoutColumns: Column<OperatorPayout>[] = [
  {
    id: 'company',
    header: 'Partner',
    width: 220,
    grow: true,
    fixed: true,
    card: 'title',
    cell: ({ company }) => company,
  },
  {
    id: 'status',
    header: 'Status',
    width: 120,
    card: 'side',
    value: ({ status }) => status,
    cell: ({ status }) => <Badge tone={payoutTones[status]}>{payoutWords[status]}</Badge>,
  },
  {
    id: 'amount',
    header: 'Amount',
    width: 120,
    align: 'right',
    card: 'note',
    cell: ({ amount_cents, currency }) => formatMoney(amount_cents, currency),
  },
  {
    id: 'credits',
    header: 'Credits',
    width: 120,
    align: 'right',
    cell: ({ credits }) => <Credits value={credits} />,
  },
  { id: 'method', header: 'Paid by', width: 110, cell: ({ method }) => methodWords[method] },
  { id: 'payee', header: 'Payee', width: 200, cell: ({ payee_name }) => payee_name ?? '–' },
  {
    id: 'requested',
    header: 'Requested',
    width: 130,
    cell: ({ requested_at }) => <RelativeTime at={requested_at} />,
  },
  {
    id: 'reference',
    header: 'Reference',
    width: 180,
    cell: ({ reference, stripe_transfer_id }) => reference ?? stripe_transfer_id ?? '–',
  },
]
