import {
  type Column,
  Credits,
  DataTable,
  EmptyState,
  formatCount,
  formatDate,
  ListPage,
  PageHeader,
  usePages,
} from '../../../../ui/index.ts'
import type { OwedPartner } from '../../money/schema.ts'

const credits = (
  id: 'pending' | 'in_return' | 'available' | 'in_payout',
  header: string,
): Column<OwedPartner> => ({
  ...{ id, header, align: 'right', width: 120 },
  ...(id === 'available' ? { card: 'side' as const } : {}),
  cell: (partner) => <Credits value={partner[id]} />,
})

const columns: Column<OwedPartner>[] = [
  {
    id: 'company',
    header: 'Partner',
    width: 220,
    grow: true,
    fixed: true,
    card: 'title',
    cell: ({ company }) => company,
  },
  { id: 'sales', header: 'Sales', align: 'right', width: 90, cell: ({ sales }) => formatCount(sales) },
  credits('pending', 'Pending'),
  credits('in_return', 'In a return'),
  credits('available', 'Available'),
  credits('in_payout', 'In a payout'),
  {
    id: 'oldest',
    header: 'Available since',
    width: 140,
    card: 'note',
    cell: ({ oldest_available_at: at }) => (at ? formatDate(at) : '–'),
  },
]

const idOf = ({ workspace_id }: OwedPartner) => workspace_id
const nameOf = ({ company }: OwedPartner) => company

/** What each partner is owed. */
export function OwedPartnersPage() {
  const partners = usePages<OwedPartner>({
    key: ['operator-owed-partners'],
    path: '/api/operator/money/partners',
  })
  return (
    <ListPage>
      <PageHeader title="Owed to partners" note="Earnings that were not paid out, by partner" />
      <DataTable
        id="operator-owed-partners"
        label="Partners"
        noun={['partner', 'partners']}
        columns={columns}
        pages={partners}
        rowId={idOf}
        rowLabel={nameOf}
        empty={<EmptyState title="No partners yet">What each partner has earned appears here.</EmptyState>}
      />
    </ListPage>
  )
}
