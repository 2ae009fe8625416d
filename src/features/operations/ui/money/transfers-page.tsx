import {
  Badge,
  type Column,
  Credits,
  DataTable,
  EmptyState,
  FilterBar,
  type FilterDef,
  formatDateTime,
  ListPage,
  PageHeader,
  useFilters,
  usePages,
} from '../../../../ui/index.ts'
import type { OperatorTransfer } from '../../money/schema.ts'

const WORDS: Record<OperatorTransfer['kind'], string> = {
  checkout: 'Bought',
  grant: 'Granted',
  refund: 'Taken back',
  refund_reversed: 'Given back after a refund',
  expiry: 'Expired',
  purchase: 'Order',
  hold: 'Held by a quote',
  release: 'Released by a quote',
  return: 'Returned lead',
  payout: 'Payout asked for',
  payout_paid: 'Payout paid',
  payout_failed: 'Payout failed',
  payout_reversed: 'Payout came back',
  pull: 'Audience pull',
  enrichment: 'Enrichment',
}

const filterDefs: FilterDef[] = [
  {
    kind: 'enum',
    key: 'kind',
    label: 'Kind',
    options: Object.entries(WORDS).map(([value, label]) => ({ value, label })),
  },
  { kind: 'date', key: 'at', label: 'Day', param: ['from', 'to'] },
]

const columns: Column<OperatorTransfer>[] = [
  {
    id: 'workspace',
    header: 'Workspace',
    width: 220,
    grow: true,
    fixed: true,
    card: 'title',
    cell: ({ workspace_name }) => workspace_name,
  },
  { id: 'kind', header: 'What', width: 180, card: 'note', cell: ({ kind }) => <Badge>{WORDS[kind]}</Badge> },
  {
    id: 'credits',
    header: 'Credits',
    align: 'right',
    width: 130,
    card: 'side',
    cell: ({ credits }) => <Credits value={credits} signed />,
  },
  { id: 'reason', header: 'Why', width: 240, cell: ({ reason }) => reason ?? '–' },
  { id: 'actor', header: 'Who', width: 140, cell: ({ actor }) => actor ?? '–' },
  { id: 'at', header: 'When', width: 170, cell: ({ created_at }) => formatDateTime(created_at) },
]

const idOf = ({ id }: OperatorTransfer) => id
const nameOf = ({ kind, workspace_name }: OperatorTransfer) => `${WORDS[kind]}, ${workspace_name}`

/** The transfers behind a figure of the money page. */
export function TransfersPage() {
  const filters = useFilters(filterDefs)
  const transfers = usePages<OperatorTransfer>({
    key: ['operator-transfers', filters.query],
    path: '/api/operator/money/transfers',
    query: filters.query,
  })
  return (
    <ListPage>
      <PageHeader title="Transfers" note="Every movement of credits, newest first" />
      <FilterBar filters={filters} />
      <DataTable
        id="operator-transfers"
        label="Transfers"
        noun={['transfer', 'transfers']}
        columns={columns}
        pages={transfers}
        rowId={idOf}
        rowLabel={nameOf}
        filters={filters}
        empty={
          <EmptyState title="No credits have moved yet">
            Every transfer of the ledger appears here.
          </EmptyState>
        }
      />
    </ListPage>
  )
}
