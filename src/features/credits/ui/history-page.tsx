import { Link } from '@tanstack/react-router'
import {
  Badge,
  Button,
  type Column,
  Credits,
  DataTable,
  EmptyState,
  FilterBar,
  type FilterDef,
  ListPage,
  PageHeader,
  RelativeTime,
  useFilters,
  usePages,
} from '../../../ui/index.ts'
import { type CreditEntry, TRANSFER_KINDS } from '../schema.ts'
import { useBalance } from './balance/use-balance.ts'

const whatOf = (entry: CreditEntry) => (entry.order_id ? 'Order of leads' : (entry.reason ?? 'Credits'))

const columns: Column<CreditEntry>[] = [
  {
    id: 'what',
    header: 'What',
    width: 280,
    grow: true,
    fixed: true,
    card: 'title',
    cell: whatOf,
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 180,
    card: 'note',
    cell: (entry) => <Badge tone={entry.amount > 0 ? 'good' : 'neutral'}>{TRANSFER_KINDS[entry.kind]}</Badge>,
  },
  {
    id: 'who',
    header: 'Who',
    width: 180,
    cell: (entry) => entry.actor?.name ?? <span className="text-muted">Operator or program</span>,
  },
  {
    id: 'amount',
    header: 'Credits',
    align: 'right',
    width: 120,
    card: 'side',
    cell: (entry) => <Credits value={entry.amount} signed />,
  },
  {
    id: 'balance_after',
    header: 'Balance after',
    align: 'right',
    width: 130,
    cell: (entry) => <Credits value={entry.balance_after} />,
  },
  {
    id: 'order',
    header: 'Order',
    width: 120,
    value: (entry) => entry.order_id,
    cell: (entry) =>
      entry.order_id ? (
        <Link
          to="/orders/$orderId"
          params={{ orderId: entry.order_id }}
          className="inline-flex min-h-6 items-center underline decoration-line underline-offset-2 hover:decoration-ink"
        >
          See the order
        </Link>
      ) : null,
  },
  { id: 'when', header: 'When', width: 140, cell: (entry) => <RelativeTime at={entry.created_at} /> },
]

const filterDefs: FilterDef[] = [
  {
    kind: 'enum',
    key: 'kind',
    label: 'Kind',
    options: Object.entries(TRANSFER_KINDS).map(([value, label]) => ({ value, label })),
  },
  { kind: 'date', key: 'created', label: 'When' },
]
const entryId = (entry: CreditEntry) => entry.id

/** Every movement of the wallet with the balance it left. */
export function HistoryPage() {
  const balance = useBalance()
  const filters = useFilters(filterDefs)
  const entries = usePages<CreditEntry>({
    key: ['credits', 'history', filters.query],
    path: '/api/credits/history',
    query: filters.query,
  })
  return (
    <ListPage>
      <PageHeader
        title="Credit history"
        note={balance.data ? <Credits value={balance.data.balance} unit /> : 'What the workspace can spend'}
        actions={
          <Button asChild>
            <Link to="/credits">Billing</Link>
          </Button>
        }
      />
      <FilterBar filters={filters} />
      <DataTable
        id="credits"
        label="Credit history"
        noun={['movement', 'movements']}
        columns={columns}
        pages={entries}
        filters={filters}
        rowId={entryId}
        rowLabel={whatOf}
        empty={
          <EmptyState title="No credits have moved yet">
            Credits you buy or are given, and what orders cost, appear here, each with the balance it left.
          </EmptyState>
        }
      />
    </ListPage>
  )
}
