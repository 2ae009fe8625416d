import { useNavigate } from '@tanstack/react-router'
import { type ChartColumn, ColumnChart, formatCredits, type Series } from '../../../../ui/index.ts'
import { type CreditUsage, PURPOSES } from '../../schema.ts'
import { Drill } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { everyTime } from '../figures/times.ts'
import { csvHref } from '../figures/use-figures.ts'
import { purposeWords } from '../figures/words.ts'
import type { Range } from '../range/range.ts'
import { spentOn } from './spent-on.ts'

const tones = { marketplace: 'gold', audience: 'gold-strong', enrichment: 'soft' } as const
const series: Series[] = PURPOSES.map((purpose) => ({ name: purposeWords[purpose], tone: tones[purpose] }))
const whole = (value: number) => formatCredits(value).replace('.00', '')

/** What was spent by day, and for what. */
export function Spend({ usage: { period, times, totals }, range }: { usage: CreditUsage; range: Range }) {
  const navigate = useNavigate()
  const all = everyTime(period, times)
  type Row = (typeof all)[number]
  const amount = (credits: number) => <span className="text-value">{formatCredits(credits)}</span>
  return (
    <FigurePanel
      id="spend"
      title={`Credits spent by ${period.step}`}
      csv={csvHref('credit-usage', range.query)}
      columns={[
        { header: period.step === 'day' ? 'Day' : 'Month', cell: ({ name }) => name },
        {
          header: 'Spent',
          cell: ({ row, ...days }) =>
            row?.spent ? (
              <Drill to="/credits/history" search={spentOn(days)}>
                {amount(row.spent)}
              </Drill>
            ) : (
              amount(0)
            ),
        },
        ...PURPOSES.map((purpose) => ({
          header: purposeWords[purpose],
          cell: ({ row }: Row) => amount(row?.[purpose] ?? 0),
        })),
        { header: 'Came back', cell: ({ row }) => amount(row?.refunded ?? 0) },
      ]}
      rows={all.toReversed()}
      rowKey={({ from }) => from}
      isEmpty={totals.spent === 0}
      empty="Nothing was spent on these days."
    >
      <ColumnChart
        label={`Credits spent by ${period.step}`}
        series={series}
        format={whole}
        columns={all.map(columnOf)}
        onOpen={(index) => {
          const days = all[index]
          if (days) void navigate({ to: '/credits/history', search: spentOn(days) })
        }}
      />
    </FigurePanel>
  )
}

function columnOf({
  from,
  name,
  row,
}: ReturnType<typeof everyTime<CreditUsage['times'][number]>>[number]): ChartColumn {
  const parts = PURPOSES.map((purpose) => row?.[purpose] ?? 0)
  const named = PURPOSES.filter((purpose) => row?.[purpose]).map(
    (purpose) => `${purposeWords[purpose]} ${formatCredits(row?.[purpose] ?? 0)}`,
  )
  const detail = named.length > 1 ? ` (${named.join(', ')})` : ''
  return { key: from, name, parts, text: `${formatCredits(row?.spent ?? 0)} credits${detail}` }
}
