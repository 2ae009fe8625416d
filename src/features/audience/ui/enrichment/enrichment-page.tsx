import { Link, useParams } from '@tanstack/react-router'
import {
  Badge,
  Button,
  ErrorState,
  formatDateTime,
  Page,
  PageHeader,
  Panel,
  plural,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { RunDetail } from '../../enrichment/schema.ts'
import { MatchView } from './match-view.tsx'
import { RunResult } from './run-result.tsx'
import { useRun } from './use-enrichment.ts'
import { nameOf, statusWords } from './words.ts'

/** A match preview to be run, or a run: how far it is and what it did. */
export function EnrichmentPage() {
  const { enrichmentId = '' } = useParams({ strict: false })
  const run = useRun(enrichmentId)
  if (run.isError)
    return <ErrorState title="The enrichment could not be read" error={run.error} retry={run.refetch} />
  return (
    <Page narrow>
      <PageHeader
        title={run.data ? `${nameOf(run.data)}: ${plural(run.data.rows, 'row')}` : 'Enrich'}
        note={run.data ? <Facts run={run.data} /> : 'Nothing is charged before you run it'}
        actions={
          <Button asChild>
            <Link to="/enrichment">All enrichments</Link>
          </Button>
        }
      />
      {run.isPending ? (
        <Panel>
          <SkeletonLines lines={6} />
        </Panel>
      ) : run.data ? (
        <RunResult run={run.data} />
      ) : (
        <MatchView id={enrichmentId} />
      )}
    </Page>
  )
}

function Facts({ run: { status, actor, created_at } }: { run: RunDetail }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge tone={statusWords[status].tone}>{statusWords[status].label}</Badge>
      {formatDateTime(created_at)}, by {actor?.name ?? 'a program or former member'}
    </span>
  )
}
