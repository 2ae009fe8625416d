import { useState } from 'react'
import {
  Badge,
  Button,
  type Column,
  Credits,
  DataTable,
  EmptyState,
  FilterBar,
  ListPage,
  PageHeader,
  RelativeTime,
  useFilters,
  usePages,
} from '../../../ui/index.ts'
import type { OperatorWorkspace } from '../schema.ts'
import { GrantDialog } from './grant-dialog.tsx'
import { partnerTones, partnerWord } from './partner-words.ts'

const idOf = ({ id }: OperatorWorkspace) => id
const nameOf = ({ name }: OperatorWorkspace) => name

const columns: Column<OperatorWorkspace>[] = [
  { id: 'name', header: 'Workspace', width: 220, grow: true, fixed: true, card: 'title', cell: nameOf },
  { id: 'owner', header: 'Owner', width: 240, card: 'note', cell: ({ owner_email }) => owner_email ?? '–' },
  { id: 'members', header: 'Members', align: 'right', width: 90, cell: ({ member_count }) => member_count },
  {
    id: 'balance',
    header: 'Balance',
    align: 'right',
    width: 130,
    card: 'side',
    value: ({ balance }) => balance,
    cell: ({ balance }) => <Credits value={balance} />,
  },
  {
    id: 'partner',
    header: 'Partner',
    width: 110,
    cell: ({ partner }) =>
      partner ? <Badge tone={partnerTones[partner.status]}>{partnerWord(partner.status)}</Badge> : '–',
  },
  { id: 'created', header: 'Made', width: 120, cell: ({ created_at }) => <RelativeTime at={created_at} /> },
]

/** Every workspace of the platform, and credits to give them. */
export function WorkspacesPage() {
  const filters = useFilters([])
  const workspaces = usePages<OperatorWorkspace>({
    key: ['operator-workspaces', filters.search],
    path: '/api/operator/workspaces',
    query: { search: filters.search || undefined },
  })
  const [granting, setGranting] = useState<OperatorWorkspace | null>(null)
  return (
    <ListPage>
      <PageHeader title="Workspaces" note="Open one to give it credits" />
      <FilterBar filters={filters} searchLabel="Search by name or a member's email" />
      <DataTable
        id="operator-workspaces"
        label="Workspaces"
        noun={['workspace', 'workspaces']}
        columns={columns}
        pages={workspaces}
        rowId={idOf}
        rowLabel={nameOf}
        filters={filters}
        onOpen={setGranting}
        empty={<EmptyState title="No workspaces yet">A workspace is made when somebody signs up.</EmptyState>}
        tools={
          <Button
            size="sm"
            disabled={workspaces.rows.length === 0}
            onClick={() => setGranting(workspaces.rows[0] ?? null)}
          >
            Grant credits
          </Button>
        }
      />
      <GrantDialog key={granting?.id} workspace={granting} onClose={() => setGranting(null)} />
    </ListPage>
  )
}
