import { Bar, BarTable, formatCount, formatPercent, Panel } from '../../../../ui/index.ts'
import type { Dashboard } from '../../dashboard/schema.ts'

interface ReturnsProps {
  returns: Dashboard['returns']
  asOf: string | null
}

/** How often leads come back, beside the other partners. */
export function Returns({ returns, asOf }: ReturnsProps) {
  const { peers } = returns
  const own = rateOf(returns)
  const others = peers ? rateOf(peers) : null
  const most = Math.max(own ?? 0, others ?? 0, 0.01)
  return (
    <Panel title="Returned of 90 days’ sales">
      {asOf && returns.sales > 0 ? (
        <BarTable label="Return rate">
          <Bar name="Yours" value={own ?? 0} most={most}>
            {formatPercent(own ?? 0)}{' '}
            <span className="text-muted">
              {formatCount(returns.returned)} of {formatCount(returns.sales)}
            </span>
          </Bar>
          {peers && others !== null ? (
            <Bar name="Other partners" value={others} most={most}>
              {formatPercent(others)}{' '}
              <span className="text-muted">{formatCount(peers.partners)} partners</span>
            </Bar>
          ) : null}
        </BarTable>
      ) : (
        <p className="text-muted">{asOf ? 'Nothing was sold in the last 90 days.' : 'Being computed.'}</p>
      )}
      {asOf && !peers ? (
        <p className="mt-2 text-sm text-muted">
          Compared with others once at least two other partners have sold.
        </p>
      ) : null}
    </Panel>
  )
}

function rateOf({ sales, returned }: { sales: number; returned: number }): number | null {
  return sales > 0 ? returned / sales : null
}
