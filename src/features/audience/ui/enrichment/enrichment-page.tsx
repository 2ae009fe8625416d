import { Link, useParams } from '@tanstack/react-router'
import {
  Badge,
  Button,
  ErrorState,
  formatDateTime,
  Page,
  PageHeader,
  Panel,
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
        title={run.data ? titleOf(run.data) : 'Enrichment'}
        note={run.data ? noteOf(run.data) : null}
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
      ) : run.data.status === 'matched' ? (
        <MatchView id={enrichmentId} />
      ) : (
        <RunResult run={run.data} />
      )}
    </Page>
  )
}

function titleOf(run: RunDetail): string {
  return run.status === 'matched' ? `Enrich ${nameOf(run)}` : `Enrichment of ${nameOf(run)}`
}

function noteOf(run: RunDetail) {
  return run.status === 'matched' ? 'Nothing is charged before you run it' : <Facts run={run} />
}

function Facts({ run: { status, actor, created_at } }: { run: RunDetail }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge tone={statusWords[status].tone}>{statusWords[status].label}</Badge>
      {formatDateTime(created_at)}, by {actor?.name ?? 'a program or former member'}
    </span>
  )
}
