import { formatCredits } from '../../../../ui/index.ts'
import type { CreditUsage, Usage } from '../../schema.ts'
import { Drill } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { csvHref } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'

/** Each figure, the sign with which it moved the balance, and what the ledger calls it. */
const MOVES: readonly [keyof Usage, label: string, sign: 1 | -1, kinds: string][] = [
  ['bought', 'Bought', 1, 'checkout'],
  ['granted', 'Granted', 1, 'grant'],
  ['refunded', 'Came back for returned leads', 1, 'return'],
  ['spent', 'Spent', -1, 'purchase,pull,enrichment'],
  ['expired', 'Expired', -1, 'expiry'],
  ['taken_back', 'Taken back, as money went back', -1, 'refund,refund_reversed'],
]

/** What came into the wallet and what left it. */
export function CreditMoves({
  usage: { totals, before, period },
  range,
}: {
  usage: CreditUsage
  range: Range
}) {
  const rows = MOVES.filter(([figure]) => totals[figure] !== 0 || before?.[figure])
  const signed = (credits: number) => `${credits > 0 ? '+' : ''}${formatCredits(credits)}`
  return (
    <FigurePanel
      id="moves"
      title="Into the wallet and out"
      csv={csvHref('credit-usage', range.query)}
      columns={[
        { header: 'What', cell: ([, label]) => label },
        {
          header: 'Credits',
          cell: ([figure, , sign, kind]) =>
            totals[figure] === 0 ? (
              '0.00'
            ) : (
              <Drill to="/credits/history" search={{ created: `${period.from}..${period.to}`, kind }}>
                {signed(sign * totals[figure])}
              </Drill>
            ),
        },
        ...(range.isCompared && before
          ? [
              {
                header: 'Before',
                cell: ([figure, , sign]: (typeof rows)[number]) => signed(sign * before[figure]),
              },
            ]
          : []),
      ]}
      rows={rows}
      rowKey={([figure]) => figure}
      isEmpty={rows.length === 0}
      empty="No credits moved on these days."
    />
  )
}
