import { plural } from '../../../../ui/index.ts'
import type { SessionWithEvents, VisitorEvent } from '../../visitors/schema.ts'
import { pathOf } from '../words.ts'

const clock = new Intl.DateTimeFormat('en-US', {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
})

/** What happened in a visit, in its order. */
export function SessionEvents({ session }: { session: SessionWithEvents }) {
  const { event_list: events, events: total } = session
  const shown = events.filter(({ type }) => type !== 'page_leave')
  return (
    <>
      <ol className="flex flex-col gap-1">
        {shown.map((event) => (
          <li key={event.id} className="flex gap-3">
            <time dateTime={event.at} className="shrink-0 tabular text-muted">
              {clock.format(new Date(event.at))}
            </time>
            <span className="min-w-0 break-words">{sentenceOf(event)}</span>
          </li>
        ))}
      </ol>
      {total > events.length ? (
        <p className="mt-2 text-sm text-muted">
          And {plural(total - events.length, 'later event')} that {total - events.length === 1 ? 'is' : 'are'}{' '}
          not shown.
        </p>
      ) : null}
    </>
  )
}

/** Addresses come from the visitor's browser: they are text here, never links. */
function sentenceOf({ type, url, title, detail }: VisitorEvent) {
  const text = (key: string) => (typeof detail?.[key] === 'string' ? String(detail[key]) : '')
  if (type === 'page_view')
    return (
      <>
        {pathOf(url)}
        {title ? <span className="text-muted"> {title}</span> : null}
      </>
    )
  if (type === 'click') return `${text('kind') === 'file' ? 'Downloaded' : 'Left for'} ${text('target')}`
  if (type === 'form') return `Sent the form ${text('name')}`.trim()
  if (type === 'identify') return 'Said who they are'
  if (type === 'custom') return `${text('name') || 'An event of the site'}${propertiesOf(detail?.properties)}`
  return type.replaceAll('_', ' ')
}

function propertiesOf(properties: unknown): string {
  if (typeof properties !== 'object' || properties === null) return ''
  const parts = Object.entries(properties).map(([name, value]) => `${name} ${String(value)}`)
  return parts.length > 0 ? `: ${parts.join(', ')}` : ''
}
