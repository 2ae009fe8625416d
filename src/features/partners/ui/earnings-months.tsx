import { Credits, formatCount, Panel } from '../../../ui/index.ts'
import type { Earnings } from '../schema.ts'

/** What the sales of each month earned. */
export function Months({ months }: { months: Earnings['months'] }) {
  if (months.length === 0) return null
  const most = Math.max(...months.map(({ earned }) => earned))
  return (
    <Panel title="By month">
      <table className="w-full text-left">
        <thead className="sr-only">
          <tr>
            <th>Month</th>
            <th>Sales</th>
            <th>Earned</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, sales, earned }) => (
            <tr key={month}>
              <th scope="row" className="w-24 py-1 font-normal tabular">
                {month}
              </th>
              <td className="w-28 text-muted tabular">{formatCount(sales)} sales</td>
              <td>
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden
                    className="h-3 rounded-sm bg-gold"
                    style={{ width: `${most > 0 ? (earned / most) * 60 : 0}%` }}
                  />
                  <Credits value={earned} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
