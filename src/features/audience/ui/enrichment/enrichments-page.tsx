import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  formatCount,
  ListPage,
  PageHeader,
  plural,
  useLive,
  usePages,
} from '../../../../ui/index.ts'
import type { RunView } from '../../enrichment/schema.ts'
import { ActorName, workColumns } from '../work-columns.tsx'
import { enrichmentEvents } from './use-enrichment.ts'
import { isOver, nameOf, statusWords } from './words.ts'

const columns: Column<RunView>[] = [
  {
    id: 'what',
    header: 'Enriched',
    width: 280,
    grow: true,
    fixed: true,
    card: 'title',
    cell: (run) => <span className="font-medium">{nameOf(run)}</span>,
  },
  {
    id: 'filled',
    header: 'Filled',
    width: 150,
    align: 'right',
    value: ({ filled }) => filled,
    cell: ({ filled, rows }) => `${formatCount(filled)} of ${formatCount(rows)}`,
  },
  ...workColumns<RunView>({
    states: statusWords,
    by: { header: 'By', cell: ({ actor }) => <ActorName actor={actor} /> },
  }),
]

const runIdOf = (run: RunView) => run.id
const runNameOf = (run: RunView) => `enrichment of ${plural(run.rows, 'row')}`

/** Every enrichment of the workspace, newest first. */
export function EnrichmentsPage() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const runs = usePages<RunView>({ key: ['enrichment', 'list'], path: '/api/enrichment/runs' })
  useLive(enrichmentEvents, () => void client.invalidateQueries({ queryKey: ['enrichment', 'list'] }))
  const running = runs.rows.filter((run) => !isOver(run)).length
  return (
    <ListPage>
      <PageHeader
        title="Enrichment"
        note={running > 0 ? `${plural(running, 'run')} under way` : 'What leads and files lacked, filled in'}
        actions={
          <>
            <Button asChild>
              <Link to="/enrichment/overlap">Test an overlap</Link>
            </Button>
            <Button asChild variant="primary" icon={<FileUp className="size-4" />}>
              <Link to="/enrichment/new">Enrich a file</Link>
            </Button>
          </>
        }
      />
      <DataTable
        id="enrichments"
        label="Enrichments"
        noun={['enrichment', 'enrichments']}
        columns={columns}
        pages={runs}
        rowId={runIdOf}
        rowLabel={runNameOf}
        hrefOf={(run) => `/enrichment/${run.id}`}
        onOpen={(run) => navigate({ to: '/enrichment/$enrichmentId', params: { enrichmentId: run.id } })}
        empty={
          <EmptyState
            title="Nothing enriched yet"
            action={
              <>
                <Button asChild variant="primary">
                  <Link to="/enrichment/new">Enrich a file</Link>
                </Button>
                <Button asChild>
                  <Link to="/leads">Choose leads</Link>
                </Button>
              </>
            }
          >
            Choose leads and press Enrich, or send a CSV file. You see who is known and what it costs before
            anything is charged.
          </EmptyState>
        }
      />
    </ListPage>
  )
}
