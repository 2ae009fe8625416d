import { Bar, BarTable, formatCount, formatCredits } from '../../../../ui/index.ts'
import type { CreditUsage } from '../../schema.ts'
import { Drill } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { csvHref } from '../figures/use-figures.ts'
import { purposeWords, shareOf } from '../figures/words.ts'
import type { Range } from '../range/range.ts'
import { spentOn } from './spent-on.ts'

/** What credits were spent for. */
export function Purposes({
  usage: { purposes, totals, period },
  range,
}: {
  usage: CreditUsage
  range: Range
}) {
  const most = Math.max(0, ...purposes.map(({ credits }) => credits))
  const amountOf = ({ purpose, credits }: (typeof purposes)[number]) => {
    const amount = <span className="text-value">{formatCredits(credits)}</span>
    if (credits === 0) return amount
    return (
      <Drill to="/credits/history" search={spentOn(period, purpose)}>
        {amount}
      </Drill>
    )
  }
  return (
    <FigurePanel
      id="purposes"
      title="What credits were spent for"
      csv={csvHref('credit-usage', range.query, { table: 'purposes' })}
      columns={[
        { header: 'For', cell: ({ purpose }) => purposeWords[purpose] },
        { header: 'Credits', cell: amountOf },
        { header: 'Share', cell: ({ credits }) => shareOf(credits, totals.spent) },
        { header: 'Times', cell: ({ transfers }) => formatCount(transfers) },
      ]}
      rows={purposes}
      rowKey={({ purpose }) => purpose}
      isEmpty={totals.spent === 0}
      empty="Nothing was spent on these days."
    >
      <BarTable label="What credits were spent for">
        {purposes.map((row) => (
          <Bar key={row.purpose} name={purposeWords[row.purpose]} value={row.credits} most={most} isValue>
            {amountOf(row)} <span className="text-muted">{shareOf(row.credits, totals.spent)}</span>
          </Bar>
        ))}
      </BarTable>
    </FigurePanel>
  )
}
