import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import {
  api,
  Badge,
  type Column,
  DataTable,
  EmptyState,
  FilterBar,
  type FilterDef,
  ListPage,
  PageHeader,
  RelativeTime,
  useFilters,
  usePages,
} from '../../../../ui/index.ts'
import type { ExceptionKind, OperatorException } from '../../exceptions/schema.ts'
import { ExceptionDrawer } from './exception-drawer.tsx'

const filterDefs: FilterDef[] = [
  {
    kind: 'enum',
    key: 'state',
    label: 'State',
    options: [
      { value: 'open', label: 'Open' },
      { value: 'resolved', label: 'Resolved' },
    ],
  },
  {
    kind: 'enum',
    key: 'kind',
    label: 'Kind',
    options: () =>
      api<{ data: ExceptionKind[] }>('GET', '/api/operator/exceptions/kinds').then(({ data }) =>
        data.map(({ kind, title, open }) => ({
          value: kind,
          label: open > 0 ? `${title} (${open})` : title,
        })),
      ),
  },
]

const idOf = ({ id }: OperatorException) => id
const nameOf = ({ title }: OperatorException) => title

const columns: Column<OperatorException>[] = [
  { id: 'title', header: 'What happened', width: 360, grow: true, fixed: true, card: 'title', cell: nameOf },
  {
    id: 'state',
    header: 'State',
    width: 110,
    card: 'side',
    cell: ({ resolved_at }) =>
      resolved_at ? <Badge tone="neutral">Resolved</Badge> : <Badge tone="warn">Open</Badge>,
  },
  {
    id: 'workspace',
    header: 'Workspace',
    width: 200,
    card: 'note',
    cell: ({ workspace }) => workspace?.name ?? '–',
  },
  { id: 'subject', header: 'About', width: 240, cell: ({ subject }) => subject },
  { id: 'opened', header: 'Opened', width: 120, cell: ({ opened_at }) => <RelativeTime at={opened_at} /> },
]

/** The URL's states, of which the API takes one. */
function queryOf({ state, ...query }: Record<string, unknown>) {
  return { ...query, state: state === 'open' || state === 'resolved' ? state : undefined }
}

/** What money did that nobody expected, and what to do about it. */
export function ExceptionsPage() {
  const { exceptionId } = useParams({ strict: false })
  const navigate = useNavigate()
  const client = useQueryClient()
  const filters = useFilters(filterDefs)
  const exceptions = usePages<OperatorException>({
    key: ['operator-exceptions', filters.query],
    path: '/api/operator/exceptions',
    query: queryOf(filters.query),
  })
  const close = () => void navigate({ to: '/operator/exceptions', search: true })
  return (
    <ListPage>
      <PageHeader title="Exceptions" note="What money did that nobody expected" />
      <FilterBar filters={filters} />
      <DataTable
        id="operator-exceptions"
        label="Exceptions"
        noun={['exception', 'exceptions']}
        columns={columns}
        pages={exceptions}
        rowId={idOf}
        rowLabel={nameOf}
        filters={filters}
        openId={exceptionId}
        hrefOf={({ id }) => `/operator/exceptions/${id}`}
        onOpen={({ id }) =>
          void navigate({
            to: '/operator/exceptions/$exceptionId',
            params: { exceptionId: id },
            search: true,
            replace: Boolean(exceptionId),
          })
        }
        onBack={close}
        empty={
          <EmptyState title="Nothing unexpected has happened">
            Payments that do not match, payouts that fail and differences from Stripe appear here, each with
            what can be done.
          </EmptyState>
        }
      />
      <ExceptionDrawer
        key={exceptionId}
        exception={exceptions.rows.find(({ id }) => id === exceptionId) ?? null}
        onClose={close}
        onDecided={() => client.invalidateQueries({ queryKey: ['operator-exceptions'] })}
      />
    </ListPage>
  )
}
