import { Credits, formatDate, Panel, plural } from '../../../../ui/index.ts'
import type { Earnings } from '../../schema.ts'

const SHOWN = 7

/** What the holdback lets go next. */
export function Releases({ releases }: { releases: Earnings['releases'] }) {
  if (releases.length === 0) return null
  const most = Math.max(...releases.map(({ credits }) => credits))
  return (
    <Panel title="Released next">
      <table className="w-full text-left">
        <thead className="sr-only">
          <tr>
            <th>Day</th>
            <th>Sales</th>
            <th>Credits</th>
          </tr>
        </thead>
        <tbody>
          {releases.slice(0, SHOWN).map(({ day, first_at, sales, credits }) => (
            <tr key={day}>
              <th scope="row" className="w-32 py-1 font-normal tabular">
                {formatDate(first_at)}
              </th>
              <td className="w-24 text-muted tabular">{plural(sales, 'sale')}</td>
              <td>
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden
                    className="h-3 min-w-px rounded-sm bg-gold"
                    style={{ width: `${most > 0 ? (credits / most) * 60 : 0}%` }}
                  />
                  <Credits value={credits} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
