import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
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
import type { Pull } from '../../pulls/schema.ts'
import { describeFilter } from '../filter-editor/describe-filter.ts'
import { ActorName, workColumns } from '../work-columns.tsx'
import { isOver, statusWords } from './pull.ts'
import { pullEvents } from './pull-query.ts'

const columns: Column<Pull>[] = [
  {
    id: 'who',
    header: 'Searched for',
    width: 360,
    grow: true,
    fixed: true,
    card: 'title',
    cell: (pull) => (
      <span className="font-medium" title={describeFilter(pull.filters)}>
        {describeFilter(pull.filters)}
      </span>
    ),
  },
  {
    id: 'pulled',
    header: 'Pulled',
    width: 130,
    align: 'right',
    value: ({ pulled }) => pulled,
    cell: ({ pulled, wanted }) => `${formatCount(pulled)} of ${formatCount(wanted)}`,
  },
  ...workColumns<Pull>({
    states: statusWords,
    by: {
      header: 'Pulled by',
      cell: ({ actor, standing }) => (standing ? 'Standing order' : <ActorName actor={actor} />),
    },
  }),
]

const pullIdOf = (pull: Pull) => pull.id
const pullNameOf = (pull: Pull) => `pull of ${plural(pull.wanted, 'person', 'people')}`

/** Every pull of the workspace, newest first. */
export function PullsPage() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const pulls = usePages<Pull>({ key: ['audience', 'pulls', 'list'], path: '/api/audience/pulls' })
  useLive(pullEvents, () => void client.invalidateQueries({ queryKey: ['audience', 'pulls', 'list'] }))
  const running = pulls.rows.filter((pull) => !isOver(pull)).length
  return (
    <ListPage>
      <PageHeader
        title="Pulls"
        note={
          running > 0
            ? `${plural(running, 'pull')} under way`
            : 'People taken out of the audience for credits'
        }
        actions={
          <Button asChild>
            <Link to="/audience">Search the audience</Link>
          </Button>
        }
      />
      <DataTable
        id="pulls"
        label="Pulls"
        noun={['pull', 'pulls']}
        columns={columns}
        pages={pulls}
        rowId={pullIdOf}
        rowLabel={pullNameOf}
        hrefOf={(pull) => `/audience/pulls/${pull.id}`}
        onOpen={(pull) => navigate({ to: '/audience/pulls/$pullId', params: { pullId: pull.id } })}
        empty={
          <EmptyState
            title="No pulls yet"
            action={
              <Button asChild variant="primary">
                <Link to="/audience">Find people</Link>
              </Button>
            }
          >
            Each pull stays here: who was searched for, how many came, what it cost, and its leads.
          </EmptyState>
        }
      />
    </ListPage>
  )
}
