import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import {
  type Column,
  DataTable,
  EmptyState,
  FilterBar,
  type FilterDef,
  ListPage,
  PageHeader,
  useFilters,
  usePages,
} from '../../../../ui/index.ts'
import type { OperatorReturn } from '../../returns/schema.ts'
import { OperatorReturnDrawer } from './operator-return-drawer.tsx'
import { sharedColumns } from './return-columns.tsx'
import { reasonWords, statusOptions } from './words.ts'

/** The live stream tells of the person's own workspace only. */
const REFRESH_MS = 20_000

const filterDefs: FilterDef[] = [
  { kind: 'enum', key: 'status', label: 'Status', options: statusOptions('operator') },
]
const columns: Column<OperatorReturn>[] = [
  {
    id: 'buyer',
    header: 'Buyer',
    width: 200,
    grow: true,
    fixed: true,
    card: 'title',
    cell: ({ buyer }) => buyer.name,
  },
  { id: 'partner', header: 'Partner', width: 200, cell: ({ partner }) => partner.company },
  ...sharedColumns<OperatorReturn>('operator'),
]
const idOf = ({ id }: OperatorReturn) => id
const nameOf = ({ buyer, reason }: OperatorReturn) => `${reasonWords[reason].label}, ${buyer.name}`

/** Every return; those the two sides do not agree about wait for the operator. */
export function OperatorReturnsPage() {
  const { returnId } = useParams({ strict: false })
  const navigate = useNavigate()
  const client = useQueryClient()
  const filters = useFilters(filterDefs)
  const returns = usePages<OperatorReturn>({
    key: ['operator-returns', 'list', filters.query],
    path: '/api/operator/returns',
    query: filters.query,
  })
  useEffect(() => {
    const timer = setInterval(() => {
      void client.invalidateQueries({ queryKey: ['operator-returns'] })
    }, REFRESH_MS)
    return () => clearInterval(timer)
  }, [client])
  const close = () => navigate({ to: '/operator/returns', search: true })
  return (
    <ListPage>
      <PageHeader title="Returns" note="Contested and unanswered ones wait for your word" />
      <FilterBar filters={filters} />
      <DataTable
        id="operator-returns"
        label="Returns"
        noun={['return', 'returns']}
        columns={columns}
        pages={returns}
        rowId={idOf}
        rowLabel={nameOf}
        filters={filters}
        openId={returnId}
        hrefOf={({ id }) => `/operator/returns/${id}`}
        onOpen={({ id }) =>
          navigate({
            to: '/operator/returns/$returnId',
            params: { returnId: id },
            search: true,
            replace: Boolean(returnId),
          })
        }
        onBack={close}
        empty={
          <EmptyState title="No returns">
            Returns of every workspace appear here. You decide those a partner contests or leaves unanswered.
          </EmptyState>
        }
      />
      <OperatorReturnDrawer returnId={returnId} onClose={close} />
    </ListPage>
  )
}
