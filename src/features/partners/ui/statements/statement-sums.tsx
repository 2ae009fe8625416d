import { Credits, Panel, plural } from '../../../../ui/index.ts'
import type { Statement } from '../../statements/schema.ts'

/** Opening, what came and went, closing: a sum to be added up by eye. */
export function StatementSums({ statement }: { statement: Statement }) {
  const { sales_count, reversals_count, payouts_count, payouts_returned_count } = statement
  const rows: [string, string, number][] = [
    ['Sales', plural(sales_count, 'sale'), statement.sales],
    ['Reversals', plural(reversals_count, 'returned lead'), -statement.reversals],
    ['Payouts', plural(payouts_count, 'payout'), -statement.payouts],
  ]
  if (payouts_returned_count > 0) {
    rows.push([
      'Payouts that came back',
      plural(payouts_returned_count, 'payout'),
      statement.payouts_returned,
    ])
  }
  return (
    <Panel>
      <table className="w-full max-w-lg text-left">
        <tbody>
          <tr className="h-8">
            <th scope="row" className="font-normal">
              Opening
            </th>
            <td />
            <td className="text-right">
              <Credits value={statement.opening} />
            </td>
          </tr>
          {rows.map(([name, count, credits]) => (
            <tr key={name} className="h-8">
              <th scope="row" className="font-normal">
                {name}
              </th>
              <td className="text-muted tabular">{count}</td>
              <td className="text-right">
                <Credits value={credits} signed />
              </td>
            </tr>
          ))}
          <tr className="h-9 border-t border-line">
            <th scope="row" className="font-semibold">
              Closing
            </th>
            <td className="text-sm text-muted">not yet in a payout</td>
            <td className="text-right font-semibold">
              <Credits value={statement.closing} unit />
            </td>
          </tr>
        </tbody>
      </table>
    </Panel>
  )
}
