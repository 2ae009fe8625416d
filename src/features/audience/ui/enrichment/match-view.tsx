import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import {
  Button,
  Credits,
  EmptyState,
  ErrorState,
  formatCount,
  formatPercent,
  Panel,
  plural,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { EnrichedField } from '../../enrichment/fields.ts'
import type { MatchPreview } from '../../enrichment/schema.ts'
import { FieldChoices } from './field-choices.tsx'
import { Figure, Figures } from './figure.tsx'
import { RunBar } from './run-bar.tsx'
import { useMatches } from './use-enrichment.ts'
import { matchWords } from './words.ts'

/** Who is known, what would be filled and what it costs; the choices work at once. */
export function MatchView({ id }: { id: string }) {
  const [confidence, setConfidence] = useState(0.7)
  const [overwrite, setOverwrite] = useState<readonly EnrichedField[]>([])
  const matches = useMatches(id, { confidence, overwrite })
  if (matches.isError && !matches.data) {
    return <ErrorState title="This match preview is gone" error={matches.error} />
  }
  if (!matches.data) {
    return (
      <Panel>
        <SkeletonLines lines={8} />
      </Panel>
    )
  }
  const preview = matches.data
  if (preview.found === 0) return <Nobody preview={preview} />
  return (
    <>
      <Figures>
        <Figure name={preview.kind === 'file' ? 'Rows' : 'Leads'}>{formatCount(preview.rows)}</Figure>
        <Figure name="Found" note={formatPercent(preview.found / preview.rows)}>
          {formatCount(preview.found)}
        </Figure>
        <Figure name="Would be filled" note={paidBefore(preview)}>
          {formatCount(preview.would_fill)}
        </Figure>
        <Figure name="Cost" note={`${preview.cost_per_match.toFixed(2)} a person`}>
          <Credits value={preview.credit_cost} />
        </Figure>
      </Figures>
      <RunBar preview={preview} isStale={matches.isPlaceholderData || matches.isFetching} />
      <Panel title="How sure a match has to be">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <input
            type="range"
            min={0.5}
            max={1}
            step={0.05}
            value={confidence}
            onChange={(event) => setConfidence(Number(event.target.value))}
            aria-label="Least confidence"
            aria-valuetext={formatPercent(confidence)}
            className="w-56 accent-(--color-ink) max-sm:w-full"
          />
          <span className="tabular">
            {formatPercent(confidence)} and more: {plural(preview.confident, 'match', 'matches')} of{' '}
            {formatCount(preview.found)}
          </span>
        </div>
        <p className="mt-2 text-sm text-muted">
          Found{' '}
          {Object.entries(preview.by_match)
            .map(([by, count]) => `${formatCount(count)} ${matchWords[by as keyof typeof matchWords]}`)
            .join(', ')}
          .
        </p>
      </Panel>
      <FieldChoices preview={preview} overwrite={overwrite} onChange={setOverwrite} />
    </>
  )
}

function paidBefore({ paid_before }: MatchPreview): string {
  return paid_before > 0 ? `${formatCount(paid_before)} paid for before` : 'each paid for once'
}

function Nobody({ preview }: { preview: MatchPreview }) {
  return (
    <EmptyState
      title={`Nobody of ${plural(preview.rows, 'row')} is known to the audience`}
      action={
        <Button asChild>
          <Link to={preview.kind === 'file' ? '/enrichment/new' : '/leads'}>
            {preview.kind === 'file' ? 'Try another file' : 'Back to the leads'}
          </Link>
        </Button>
      }
    >
      Nothing was charged. More is found where rows have an email, a LinkedIn address, or a name with a
      company.
    </EmptyState>
  )
}
