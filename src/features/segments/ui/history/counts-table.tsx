import { dayName, formatCount } from '../../../../ui/index.ts'
import type { SegmentTarget } from '../../schema.ts'
import type { DayRow } from './every-day.ts'

const none = <span className="text-faint">–</span>

function signed(change: number): string {
  if (change === 0) return 'same'
  return `${change > 0 ? '+' : '−'}${formatCount(Math.abs(change))}`
}

/** The chart's numbers, the latest day first. */
export function CountsTable({ rows, target }: { rows: readonly DayRow[]; target: SegmentTarget }) {
  const isAudience = target === 'audience'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard
    <section aria-label="Counts by day" tabIndex={0} className="max-h-96 overflow-auto">
      <table className="w-full max-w-xl text-right tabular">
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            <th className="py-1.5 text-left font-medium">Day</th>
            <th className="py-1.5 pl-4 font-medium">Match</th>
            <th className="py-1.5 pl-4 font-medium">Change</th>
            {isAudience ? <th className="py-1.5 pl-4 font-medium">New to you</th> : null}
            {isAudience ? <th className="py-1.5 pl-4 text-left font-medium">Audience</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ day, count, change, isNewLoad }) => (
            <tr key={day} className="h-8 border-b border-line last:border-0">
              <th scope="row" className="text-left font-normal">
                {dayName(day)}
              </th>
              <td>{count ? formatCount(count.count) : <span className="text-faint">not counted</span>}</td>
              <td className="text-muted">{change === null ? none : signed(change)}</td>
              {isAudience ? (
                <td>{count?.net_new === null || !count ? none : formatCount(count.net_new)}</td>
              ) : null}
              {isAudience ? (
                <td className="pl-4 text-left text-muted">{isNewLoad ? 'Loaded anew' : ''}</td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
