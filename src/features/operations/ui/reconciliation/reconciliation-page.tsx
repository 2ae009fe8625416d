import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import {
  api,
  Badge,
  Button,
  type Column,
  DataTable,
  EmptyState,
  errorText,
  formatCount,
  ListPage,
  PageHeader,
  plural,
  RelativeTime,
  toast,
  usePages,
} from '../../../../ui/index.ts'
import type { Reconciliation } from '../../reconciliation/schema.ts'
import { dayName } from '../money-words.ts'
import { DayDrawer } from './day-drawer.tsx'
import { DayState } from './day-state.tsx'

const idOf = ({ day }: Reconciliation) => day
const nameOf = ({ day }: Reconciliation) => dayName(day)
const count = (name: string) => (row: Reconciliation) => {
  const value = row.counts[name]
  return value === undefined ? '–' : formatCount(value)
}

const columns: Column<Reconciliation>[] = [
  { id: 'day', header: 'Day (UTC)', width: 150, grow: true, fixed: true, card: 'title', cell: nameOf },
  { id: 'state', header: 'State', width: 170, card: 'note', cell: (row) => <DayState row={row} /> },
  {
    id: 'differences',
    header: 'Differences',
    width: 190,
    card: 'side',
    cell: ({ status, open_differences: open, mended_differences: mended }) => {
      if (open > 0) return <Badge tone="bad">{plural(open, 'open', 'open')}</Badge>
      if (mended > 0) return <Badge tone="good">{plural(mended, 'mended', 'mended')}</Badge>
      return status === 'done' ? 'None' : '–'
    },
  },
  { id: 'charges', header: 'Charges', align: 'right', width: 90, cell: count('charges') },
  { id: 'refunds', header: 'Refunds', align: 'right', width: 90, cell: count('refunds') },
  { id: 'disputes', header: 'Disputes', align: 'right', width: 90, cell: count('disputes') },
  { id: 'transfers', header: 'Transfers', align: 'right', width: 90, cell: count('transfers') },
  {
    id: 'looked',
    header: 'Looked at',
    width: 130,
    cell: ({ finished_at }) => (finished_at ? <RelativeTime at={finished_at} /> : '–'),
  },
]

/** Days of the ledger compared with Stripe. */
export function ReconciliationPage() {
  const { day } = useParams({ strict: false })
  const navigate = useNavigate()
  const client = useQueryClient()
  const days = usePages<Reconciliation>({
    key: ['operator-reconciliations'],
    path: '/api/operator/reconciliations',
  })
  const refresh = () => client.invalidateQueries({ queryKey: ['operator-reconciliations'] })
  const run = useMutation({
    mutationFn: (wanted: string | undefined) =>
      api<{ day: string }>('POST', '/api/operator/reconciliations', { body: wanted ? { day: wanted } : {} }),
    onSuccess: async (queued) => {
      toast({ title: `${dayName(queued.day)} is being compared with Stripe` })
      await refresh()
      setTimeout(() => void refresh(), 2_000)
      setTimeout(() => void refresh(), 8_000)
    },
    onError: (error) => toast.error('It could not be compared', errorText(error)),
  })
  const close = () => void navigate({ to: '/operator/reconciliation', search: true })
  return (
    <ListPage>
      <PageHeader
        title="Reconciliation"
        note="Each day of the ledger compared with Stripe, soon after it ends"
        actions={
          <Button variant="primary" busy={run.isPending} onClick={() => run.mutate(undefined)}>
            Compare today now
          </Button>
        }
      />
      <DataTable
        id="operator-reconciliations"
        label="Days"
        noun={['day', 'days']}
        columns={columns}
        pages={days}
        rowId={idOf}
        rowLabel={nameOf}
        openId={day}
        hrefOf={(row) => `/operator/reconciliation/${row.day}`}
        onOpen={(row) =>
          void navigate({
            to: '/operator/reconciliation/$day',
            params: { day: row.day },
            search: true,
            replace: Boolean(day),
          })
        }
        onBack={close}
        empty={
          <EmptyState title="No day was compared yet">
            Once credits are sold, every day is compared with Stripe by itself, and what does not match
            appears here.
          </EmptyState>
        }
      />
      <DayDrawer key={day} day={day ?? null} onClose={close} onRun={(wanted) => run.mutate(wanted)} />
    </ListPage>
  )
}
