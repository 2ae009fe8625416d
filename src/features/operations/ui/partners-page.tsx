import { useState } from 'react'
import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  FilterBar,
  type FilterDef,
  formatCount,
  formatPercent,
  ListPage,
  PageHeader,
  RelativeTime,
  useFilters,
  usePages,
} from '../../../ui/index.ts'
import type { OperatorPartner } from '../schema.ts'
import { DecisionDialog } from './decision-dialog.tsx'
import { partnerStatuses, partnerTones, partnerWord } from './partner-words.ts'

const filterDefs: FilterDef[] = [{ kind: 'enum', key: 'status', label: 'Status', options: partnerStatuses }]

const idOf = ({ workspace_id }: OperatorPartner) => workspace_id
const nameOf = ({ company }: OperatorPartner) => company

const columns: Column<OperatorPartner>[] = [
  { id: 'company', header: 'Company', width: 220, grow: true, fixed: true, card: 'title', cell: nameOf },
  {
    id: 'status',
    header: 'Status',
    width: 110,
    card: 'side',
    value: ({ status }) => status,
    cell: ({ status }) => <Badge tone={partnerTones[status]}>{partnerWord(status)}</Badge>,
  },
  {
    id: 'workspace',
    header: 'Workspace',
    width: 180,
    card: 'note',
    cell: ({ workspace_name }) => workspace_name,
  },
  { id: 'by', header: 'Applied by', width: 220, cell: ({ applied_by }) => applied_by?.email ?? '–' },
  {
    id: 'listings',
    header: 'On sale',
    align: 'right',
    width: 100,
    cell: ({ active_listings }) => formatCount(active_listings),
  },
  {
    id: 'quality',
    header: 'Valid emails',
    align: 'right',
    width: 120,
    cell: ({ verified_leads, valid_leads }) =>
      verified_leads > 0 ? formatPercent(valid_leads / verified_leads) : '–',
  },
  {
    id: 'applied',
    header: 'Applied',
    width: 120,
    cell: ({ applied_at }) => <RelativeTime at={applied_at} />,
  },
]

/** Who sells, who wants to, and the word that decides it. */
export function PartnersPage() {
  const filters = useFilters(filterDefs)
  const partners = usePages<OperatorPartner>({
    key: ['operator-partners', filters.query],
    path: '/api/operator/partners',
    query: filters.query,
  })
  const [deciding, setDeciding] = useState<OperatorPartner | null>(null)
  return (
    <ListPage>
      <PageHeader title="Partners" note="Open one to approve or suspend it" />
      <FilterBar filters={filters} />
      <DataTable
        id="operator-partners"
        label="Partners"
        noun={['partner', 'partners']}
        columns={columns}
        pages={partners}
        rowId={idOf}
        rowLabel={nameOf}
        filters={filters}
        onOpen={setDeciding}
        empty={
          <EmptyState title="Nobody has applied yet">
            Workspaces that want to sell leads appear here.
          </EmptyState>
        }
      />
      <DecisionDialog key={deciding?.workspace_id} partner={deciding} onClose={() => setDeciding(null)} />
    </ListPage>
  )
}
