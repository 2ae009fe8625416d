import { useState } from 'react'
import {
  api,
  type Column,
  DataTable,
  Drawer,
  EmptyState,
  FilterBar,
  type FilterDef,
  formatDateTime,
  ListPage,
  PageHeader,
  useFilters,
  usePages,
} from '../../../../ui/index.ts'
import type { AuditEntry } from '../../audit/schema.ts'
import { actionWords, VERBS } from './action-words.ts'
import { Changes } from './changes.tsx'

const filterDefs: FilterDef[] = [
  {
    kind: 'enum',
    key: 'action',
    label: 'What',
    options: VERBS,
  },
  {
    kind: 'enum',
    key: 'actor_id',
    label: 'Who',
    options: () =>
      api<{ data: AuditEntry['actor'][] }>('GET', '/api/operator/audit-log/actors').then(({ data }) =>
        data.map(({ id, name }) => ({ value: id, label: name })),
      ),
  },
  { kind: 'date', key: 'at', label: 'Day', param: ['from', 'to'] },
]

const idOf = ({ id }: AuditEntry) => id
const nameOf = (entry: AuditEntry) => actionWords(entry.action)

const columns: Column<AuditEntry>[] = [
  { id: 'what', header: 'What', width: 240, grow: true, fixed: true, card: 'title', cell: nameOf },
  { id: 'who', header: 'Who', width: 150, card: 'side', cell: ({ actor }) => actor.name },
  { id: 'workspace', header: 'Workspace', width: 200, cell: ({ workspace }) => workspace?.name ?? '–' },
  { id: 'why', header: 'Why', width: 280, card: 'note', cell: ({ reason }) => reason ?? '–' },
  { id: 'when', header: 'When', width: 170, cell: ({ created_at }) => formatDateTime(created_at) },
]

/** What operators did: who, what, before, after, why. Nobody can change it. */
export function AuditPage() {
  const filters = useFilters(filterDefs)
  const [open, setOpen] = useState<AuditEntry | null>(null)
  const entries = usePages<AuditEntry>({
    key: ['operator-audit', filters.query],
    path: '/api/operator/audit-log',
    query: filters.query,
  })
  return (
    <ListPage>
      <PageHeader title="Audit log" note="What operators did and why; nobody can change it" />
      <FilterBar filters={filters} />
      <DataTable
        id="operator-audit"
        label="Audit log"
        noun={['entry', 'entries']}
        columns={columns}
        pages={entries}
        rowId={idOf}
        rowLabel={nameOf}
        filters={filters}
        openId={open?.id}
        onOpen={setOpen}
        onBack={() => setOpen(null)}
        empty={
          <EmptyState title="Nothing was done yet">Every action of an operator appears here.</EmptyState>
        }
      />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open ? actionWords(open.action) : ''}
        note={open ? `${open.actor.name}, ${formatDateTime(open.created_at)}` : null}
      >
        {open ? (
          <div className="flex flex-col gap-4">
            <p>{open.reason ?? 'No reason was asked for.'}</p>
            <p className="text-sm break-words text-muted">
              {open.workspace ? `${open.workspace.name}, ` : ''}
              {open.subject_kind.replaceAll('_', ' ')} {open.subject_id}
            </p>
            <Changes before={open.before} after={open.after} />
          </div>
        ) : null}
      </Drawer>
    </ListPage>
  )
}
