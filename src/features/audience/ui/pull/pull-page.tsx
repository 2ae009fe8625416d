import { Link, useParams } from '@tanstack/react-router'
import { CircleCheck, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Badge,
  Button,
  Credits,
  cn,
  ErrorState,
  formatCount,
  formatCredits,
  formatDateTime,
  Page,
  PageHeader,
  Panel,
  plural,
  Skeleton,
  SkeletonLines,
} from '../../../../ui/index.ts'
import { useBalance } from '../../../credits/ui/index.ts'
import type { Pull } from '../../pulls/schema.ts'
import { describeFilter } from '../filter-editor/describe-filter.ts'
import { searchOf } from '../search/filter-url.ts'
import { endWords, isOver, statusWords } from './pull.ts'
import { PullProgress } from './pull-progress.tsx'
import { usePullOf } from './pull-query.ts'

/** What a pull did, or how far it is. */
export function PullPage() {
  const { pullId = '' } = useParams({ strict: false })
  const pull = usePullOf(pullId)
  if (pull.isError)
    return <ErrorState title="The pull could not be read" error={pull.error} retry={pull.refetch} />
  return (
    <Page narrow>
      <PageHeader
        title={pull.data ? `Pull of ${plural(pull.data.wanted, 'person', 'people')}` : 'Pull'}
        note={pull.data ? describeFilter(pull.data.filters) : <Skeleton className="h-4 w-72" />}
        actions={
          <Button asChild>
            <Link to="/audience/pulls">All pulls</Link>
          </Button>
        }
      />
      {pull.data ? (
        <PullView pull={pull.data} />
      ) : (
        <Panel>
          <SkeletonLines lines={4} />
        </Panel>
      )}
    </Page>
  )
}

function PullView({ pull }: { pull: Pull }) {
  const balance = useBalance().data?.balance
  const { pulled, duplicates_skipped, credits_charged } = pull
  return (
    <>
      {isOver(pull) ? (
        <Outcome pull={pull} />
      ) : (
        <Panel>
          <PullProgress pull={pull} />
        </Panel>
      )}
      <dl className="mx-5 mb-4 grid grid-cols-4 divide-x divide-line rounded-md border border-line bg-surface max-sm:mx-4 max-sm:grid-cols-2 max-sm:divide-x-0">
        <Figure name="Pulled">{formatCount(pulled)}</Figure>
        <Figure name="Yours already">{formatCount(duplicates_skipped)}</Figure>
        <Figure name="Charged">
          <Credits value={credits_charged} />
        </Figure>
        <Figure name="Balance now">
          {balance === undefined ? <Skeleton className="h-5 w-20" /> : <Credits value={balance} />}
        </Figure>
      </dl>
      <div className="mx-5 mb-6 flex flex-wrap gap-2 max-sm:mx-4">
        {pulled > 0 ? (
          <Button asChild variant="primary">
            <Link to="/leads" search={{ import_id: pull.id }}>
              See {pulled === 1 ? 'the lead' : `the ${plural(pulled, 'lead')}`}
            </Link>
          </Button>
        ) : null}
        <SearchAgain pull={pull} />
      </div>
      <Facts pull={pull} />
    </>
  )
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-lg font-semibold tabular">{children}</dd>
    </div>
  )
}

function Outcome({ pull }: { pull: Pull }) {
  const { pulled, duplicates_skipped, suppressed, unreachable, credits_charged } = pull
  const { ended_by, failure, status } = pull
  const isGood = pulled > 0 && status === 'finished'
  const Icon = isGood ? CircleCheck : Info
  const said = [
    pulled > 0
      ? `${plural(pulled, 'person', 'people')} pulled for ${formatCredits(credits_charged)} credits. ${pulled === 1 ? 'It is' : 'They are'} in Leads now.`
      : 'Nobody was pulled and nothing was charged.',
    status === 'cancelled' ? 'It was stopped.' : '',
    failure ?? (ended_by ? endWords[ended_by] : ''),
    duplicates_skipped > 0
      ? `${plural(duplicates_skipped, 'person was', 'people were')} yours already and cost nothing.`
      : '',
    suppressed > 0 ? `${plural(suppressed, 'person', 'people')} must not be contacted and cost nothing.` : '',
    unreachable > 0 ? `${plural(unreachable, 'person', 'people')} had no contact and cost nothing.` : '',
  ]
  return (
    <p
      role="status"
      className={cn(
        'mx-5 mb-4 flex items-start gap-2 rounded-md px-4 py-2.5 font-medium max-sm:mx-4',
        isGood ? 'bg-good-soft text-good' : 'bg-warn-soft text-warn',
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{said.filter(Boolean).join(' ')}</span>
    </p>
  )
}

/** Only a flat filter fits the search page; groups live in segments. */
function SearchAgain({ pull: { filters } }: { pull: Pull }) {
  if ('all' in filters || 'any' in filters || 'none' in filters) return null
  return (
    <Button asChild>
      <Link to="/audience" search={searchOf(filters)}>
        Search for more of them
      </Link>
    </Button>
  )
}

function Facts({ pull }: { pull: Pull }) {
  const { status, actor, standing, created_at, tags } = pull
  const by = standing ? 'a standing order' : (actor?.name ?? 'a program or former member')
  return (
    <p className="mx-5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted max-sm:mx-4">
      <Badge tone={statusWords[status].tone}>{statusWords[status].label}</Badge>
      {formatDateTime(created_at)}, by {by}
      {tags.length > 0 ? <span>Tagged {tags.join(', ')}</span> : null}
    </p>
  )
}
