import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  FilterBar,
  type FilterDef,
  ListPage,
  PageHeader,
  useFilters,
  useLive,
  usePages,
} from '../../../../ui/index.ts'
import type { Return } from '../../returns/schema.ts'
import { personOf, sharedColumns } from './return-columns.tsx'
import { ReturnDrawer } from './return-drawer.tsx'
import { statusOptions } from './words.ts'

const filterDefs: FilterDef[] = [
  { kind: 'enum', key: 'status', label: 'Status', options: statusOptions('buyer') },
]
const columns: Column<Return>[] = [
  { id: 'lead', header: 'Lead', width: 220, grow: true, fixed: true, card: 'title', cell: personOf },
  {
    id: 'work',
    header: 'Company',
    width: 180,
    cell: ({ lead }) => lead?.company_name ?? <span className="text-faint">–</span>,
  },
  ...sharedColumns<Return>('buyer'),
]
const idOf = ({ id }: Return) => id

/** What the workspace asked to return, and how each stands. */
export function ReturnsPage() {
  const { returnId } = useParams({ strict: false })
  const navigate = useNavigate()
  const client = useQueryClient()
  const filters = useFilters(filterDefs)
  const returns = usePages<Return>({
    key: ['returns', 'list', filters.query],
    path: '/api/marketplace/returns',
    query: filters.query,
  })
  useLive(['return.changed'], () => void client.invalidateQueries({ queryKey: ['returns'] }))
  const close = () => navigate({ to: '/returns', search: true })
  return (
    <ListPage>
      <PageHeader title="Returns" note="Bought leads you gave back, and what became of it" />
      <FilterBar filters={filters} />
      <DataTable
        id="returns"
        label="Returns"
        noun={['return', 'returns']}
        columns={columns}
        pages={returns}
        rowId={idOf}
        rowLabel={personOf}
        filters={filters}
        openId={returnId}
        hrefOf={({ id }) => `/returns/${id}`}
        onOpen={({ id }) =>
          navigate({
            to: '/returns/$returnId',
            params: { returnId: id },
            search: true,
            replace: Boolean(returnId),
          })
        }
        onBack={close}
        empty={
          <EmptyState
            title="Nothing returned yet"
            action={
              <Button asChild>
                <Link to="/orders">See your orders</Link>
              </Button>
            }
          >
            A bought lead that is wrong can be returned from its order within days of buying it. Each return
            stays here with who said what.
          </EmptyState>
        }
      />
      <ReturnDrawer returnId={returnId} onClose={close} />
    </ListPage>
  )
}
