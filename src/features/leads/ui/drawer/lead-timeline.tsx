import { useQuery } from '@tanstack/react-query'
import { api, ErrorState, RelativeTime, SkeletonLines } from '../../../../ui/index.ts'
import type { TimelineEntry } from '../../schema.ts'
import { sources, wordOf } from '../words.ts'

/** What happened to the lead, newest first. */
export function LeadTimeline({ leadId }: { leadId: string }) {
  const timeline = useQuery({
    queryKey: ['lead-timeline', leadId],
    queryFn: ({ signal }) =>
      api<{ data: TimelineEntry[] }>('GET', `/api/leads/${leadId}/timeline`, { signal }),
  })
  if (timeline.isPending) return <SkeletonLines lines={4} />
  if (timeline.isError) {
    return (
      <ErrorState title="The timeline could not be read" error={timeline.error} retry={timeline.refetch} />
    )
  }
  return (
    <ol className="flex flex-col gap-3 px-5">
      {timeline.data.data.map((entry) => (
        <li key={entry.id} className="border-l-2 border-line pl-3">
          <p>
            {sentenceOf(entry)}
            {entry.actor ? (
              <span className="text-muted"> by {entry.actor.name ?? 'a former member'}</span>
            ) : null}
          </p>
          <p className="text-sm text-muted">
            <RelativeTime at={entry.at} />
          </p>
        </li>
      ))}
    </ol>
  )
}

/** "Changed status from new to won", in words. */
function sentenceOf({ type, changes }: TimelineEntry): string {
  if (type === 'created') return `Came in by ${wordOf(sources, String(changes.source ?? '')).toLowerCase()}`
  if (type === 'restored') return 'Brought back'
  if (type === 'returned') return 'Returned; its credits came back'
  const parts = Object.entries(changes).flatMap(([field, change]) =>
    isChange(change)
      ? [`${field.replaceAll('_', ' ')} from ${shown(change.from)} to ${shown(change.to)}`]
      : [],
  )
  const verb = verbs[type] ?? 'Changed'
  return parts.length > 0 ? `${verb} ${parts.join('; ')}` : `${verb} it`
}

const verbs: Record<string, string> = {
  import: 'An import changed',
  identified: 'A visit to your site changed',
  enriched: 'Enrichment changed',
  enrichment_undone: 'Undoing an enrichment changed',
}

function isChange(change: unknown): change is { from: unknown; to: unknown } {
  return typeof change === 'object' && change !== null && 'to' in change
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  return Array.isArray(value) ? value.join(', ') || 'nothing' : String(value)
}
