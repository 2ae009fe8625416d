import { Link } from '@tanstack/react-router'
import { formatCredits, formatPercent } from '../../../../ui/index.ts'
import type { EnrichedLead } from '../../enrichment/schema.ts'
import { fieldWords, matchWords } from './words.ts'

const nothing: Record<Exclude<EnrichedLead['outcome'], 'filled'>, string> = {
  no_match: 'The audience does not know this person. Nothing was charged.',
  below_confidence: 'Somebody was found, but not surely enough. Nothing was charged.',
  nothing_to_fill: 'The audience knows nothing that is missing here. Nothing was charged.',
  skipped: 'What was found belongs to another of your leads. Nothing was charged.',
}

/** What an enrichment did to a lead: before and after. */
export function FilledFields({ answer }: { answer: EnrichedLead }) {
  const { outcome, filled, conflicts, credits_charged, confidence, matched_by, run_id } = answer
  if (outcome !== 'filled')
    return (
      <p role="status" className="text-sm">
        {nothing[outcome]}
      </p>
    )
  return (
    <div role="status" className="rounded-md bg-good-soft px-3 py-2 text-sm">
      <p className="font-medium text-good">
        Filled for {formatCredits(credits_charged)} credits, matched{' '}
        {matched_by ? matchWords[matched_by] : ''}
        {confidence === null ? '' : `, ${formatPercent(confidence)} sure`}
      </p>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {inOrder(Object.entries(filled)).map(([field, { from, to }]) => (
          <div key={field} className="contents">
            <dt className="text-muted">{wordOf(field)}</dt>
            <dd className="min-w-0 break-words">
              {from === null || from === undefined || from === '' ? null : (
                <del className="mr-1 text-muted">{String(from)}</del>
              )}
              <span className="font-medium">{String(to)}</span>
            </dd>
          </div>
        ))}
      </dl>
      {conflicts.length > 0 ? (
        <p className="mt-1">
          {conflicts.map(wordOf).join(', ')} left as it was: another of your leads has it.
        </p>
      ) : null}
      {run_id ? (
        <Link
          to="/enrichment/$enrichmentId"
          params={{ enrichmentId: run_id }}
          className="mt-1 inline-block underline underline-offset-2"
        >
          See it, or undo it
        </Link>
      ) : null}
    </div>
  )
}

export function wordOf(field: string): string {
  return fieldWords[field as keyof typeof fieldWords] ?? field
}

/** As fields are shown everywhere; the parts of a name stand in it. */
export function inOrder<V>(entries: [string, V][]): [string, V][] {
  const order = Object.keys(fieldWords)
  return entries
    .filter(([field]) => order.includes(field))
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}
