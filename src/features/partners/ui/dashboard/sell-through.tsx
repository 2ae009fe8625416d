import { Bar, BarTable, formatCount, formatPercent, Panel } from '../../../../ui/index.ts'
import type { Dashboard } from '../../dashboard/schema.ts'

interface SellThroughProps {
  through: Dashboard['sell_through']
  asOf: string | null
}

/** Of what was put on sale lately, how much was sold. */
export function SellThrough({ through, asOf }: SellThroughProps) {
  return (
    <Panel title="Sell-through">
      {asOf && through.some(({ listed }) => listed > 0) ? (
        <BarTable label="Sell-through">
          {through.map(({ days, listed, sold }) => (
            <Bar key={days} name={`Listed in ${days} days`} value={listed > 0 ? sold / listed : 0} most={1}>
              {listed > 0 ? formatPercent(sold / listed) : '–'}{' '}
              <span className="text-muted">
                {formatCount(sold)} of {formatCount(listed)} sold
              </span>
            </Bar>
          ))}
        </BarTable>
      ) : (
        <p className="text-muted">{asOf ? 'Nothing was listed in the last 90 days.' : 'Being computed.'}</p>
      )}
    </Panel>
  )
}
