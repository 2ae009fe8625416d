import { formatCount, Panel } from '../../../../ui/index.ts'
import { usePixelStatus } from '../use-pixels.ts'
import { dropWords } from '../words.ts'

/** What of the last day was not counted, and why. */
export function DropsPanel({ pixelId }: { pixelId: string }) {
  const { data } = usePixelStatus(pixelId)
  // Before the first event there is nothing to count.
  if (!data || (data.first_event_at === null && data.drops.length === 0)) return null
  return (
    <Panel title="Not counted in the last 24 hours">
      {data.drops.length === 0 ? (
        <p className="text-muted">Everything that came was counted.</p>
      ) : (
        <dl className="grid max-w-sm grid-cols-[1fr_auto] gap-x-6 gap-y-1">
          {data.drops.map(({ reason, events }) => (
            <div key={reason} className="contents">
              <dt>{dropWords[reason]}</dt>
              <dd className="text-right tabular">{formatCount(events)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  )
}
