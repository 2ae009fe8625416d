import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { formatDateTime, formatPercent } from '../../../../ui/index.ts'
import type { LeadEnrichment } from '../../enrichment/schema.ts'
import { inOrder, wordOf } from './filled-fields.tsx'

/** Which values came by enrichment: from whom, how surely and when. One line a run. */
export function FieldSources({ terms: { fields } }: { terms: LeadEnrichment }) {
  const runs = new Map<string, string[]>()
  for (const [field, { run_id }] of inOrder(Object.entries(fields))) {
    runs.set(run_id, [...(runs.get(run_id) ?? []), field])
  }
  if (runs.size === 0) return null
  return (
    <ul className="flex flex-col gap-1 text-sm text-muted">
      {[...runs].map(([run, names]) => {
        const source = fields[names[0] ?? '']
        if (!source) return <Fragment key={run} />
        return (
          <li key={run}>
            {names.map(wordOf).join(', ')} from the audience ({source.provider}
            {source.confidence === null ? '' : `, ${formatPercent(source.confidence)} sure`}),{' '}
            <Link
              to="/enrichment/$enrichmentId"
              params={{ enrichmentId: run }}
              className="underline underline-offset-2"
            >
              {formatDateTime(source.at)}
            </Link>
            {source.actor?.name ? `, by ${source.actor.name}` : ''}
          </li>
        )
      })}
    </ul>
  )
}
