import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import {
  Badge,
  Button,
  Credits,
  ErrorState,
  formatCount,
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
import { isOver, statusWords } from './pull.ts'
import { PullOutcome } from './pull-outcome.tsx'
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
        <PullOutcome pull={pull} />
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
