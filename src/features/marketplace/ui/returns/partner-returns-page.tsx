import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import {
  type Column,
  Credits,
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
import type { PartnerReturn } from '../../returns/schema.ts'
import { Countdown } from './countdown.tsx'
import { PartnerReturnDrawer } from './partner-return-drawer.tsx'
import { personOf, sharedColumns } from './return-columns.tsx'
import { ReturnRateNote } from './return-rate-note.tsx'
import { statusOptions } from './words.ts'

const filterDefs: FilterDef[] = [
  { kind: 'enum', key: 'status', label: 'Status', options: statusOptions('partner') },
]
const columns: Column<PartnerReturn>[] = [
  { id: 'lead', header: 'Lead', width: 200, grow: true, fixed: true, card: 'title', cell: personOf },
  {
    id: 'left',
    header: 'To answer',
    width: 140,
    cell: ({ status, answer_due_at }) =>
      status === 'with_partner' ? <Countdown until={answer_due_at} /> : <span className="text-faint">–</span>,
  },
  ...sharedColumns<PartnerReturn>('partner'),
  {
    id: 'earning',
    header: 'Earning',
    align: 'right',
    width: 100,
    cell: ({ earning }) => <Credits value={earning} />,
  },
]
const idOf = ({ id }: PartnerReturn) => id

/** What buyers gave back of this partner's sales, to accept or contest in time. */
export function PartnerReturnsPage() {
  const { returnId } = useParams({ strict: false })
  const navigate = useNavigate()
  const client = useQueryClient()
  const filters = useFilters(filterDefs)
  const returns = usePages<PartnerReturn>({
    key: ['partner-returns', 'list', filters.query],
    path: '/api/partner/returns',
    query: filters.query,
  })
  useLive(['return.changed'], () => void client.invalidateQueries({ queryKey: ['partner-returns'] }))
  const close = () => navigate({ to: '/sell/returns', search: true })
  return (
    <ListPage>
      <PageHeader title="Returned leads" note={<ReturnRateNote />} />
      <FilterBar filters={filters} />
      <DataTable
        id="partner-returns"
        label="Returns"
        noun={['return', 'returns']}
        columns={columns}
        pages={returns}
        rowId={idOf}
        rowLabel={personOf}
        filters={filters}
        openId={returnId}
        hrefOf={({ id }) => `/sell/returns/${id}`}
        onOpen={({ id }) =>
          navigate({
            to: '/sell/returns/$returnId',
            params: { returnId: id },
            search: true,
            replace: Boolean(returnId),
          })
        }
        onBack={close}
        empty={
          <EmptyState title="Nothing came back">
            When a buyer returns one of your leads, it appears here with the reason and the time you have to
            accept or contest it. Until then its earning is held back.
          </EmptyState>
        }
      />
      <PartnerReturnDrawer returnId={returnId} onClose={close} />
    </ListPage>
  )
}
