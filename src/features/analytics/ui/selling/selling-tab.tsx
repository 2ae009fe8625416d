import { Link } from '@tanstack/react-router'
import {
  Button,
  ColumnChart,
  EmptyState,
  formatCount,
  formatCredits,
  plural,
  type Series,
} from '../../../../ui/index.ts'
import { useMe } from '../../../accounts/ui/index.ts'
import type { Market } from '../../schema.ts'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { Loaded } from '../figures/loaded.tsx'
import { everyTime } from '../figures/times.ts'
import { csvHref, useFigures } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'
import { SellingTotals } from './selling-totals.tsx'

const sold: Series[] = [{ name: 'Sold', tone: 'strong' }]
const earned: Series[] = [{ name: 'Earned', tone: 'gold' }]
const whole = (value: number) => formatCredits(value).replace('.00', '')

/** What a partner listed, sold and earned. */
export function SellingTab({ range }: { range: Range }) {
  const isPartner = Boolean(useMe().workspace?.partner)
  const figures = useFigures<Market>('marketplace', range.query, isPartner)
  if (!isPartner) return <NoPartner />
  return (
    <Loaded figures={figures} lines={10}>
      {(market) => (
        <>
          <SellingTotals market={market} range={range} />
          <Times market={market} range={range} />
        </>
      )}
    </Loaded>
  )
}

function NoPartner() {
  return (
    <EmptyState
      title="Partners only"
      action={
        <Button asChild>
          <Link to="/sell/apply">Become a partner</Link>
        </Button>
      }
    >
      A workspace that sells leads sees here what it listed, sold and earned.
    </EmptyState>
  )
}

function Times({ market: { period, times, totals }, range }: { market: Market; range: Range }) {
  const all = everyTime(period, times)
  type Row = (typeof all)[number]
  const word = period.step
  const count = (figure: 'listed' | 'sold' | 'returned') => (time: Row) =>
    formatCount(time.row?.[figure] ?? 0)
  const amount = (figure: 'paid' | 'earned' | 'earned_returned') => (time: Row) => (
    <span className="text-value">{formatCredits(time.row?.[figure] ?? 0)}</span>
  )
  const table = {
    csv: csvHref('marketplace', range.query),
    columns: [
      { header: word === 'day' ? 'Day' : 'Month', cell: ({ name }: Row) => name },
      { header: 'Listed', cell: count('listed') },
      { header: 'Sold', cell: count('sold') },
      { header: 'Returned', cell: count('returned') },
      { header: 'Paid', cell: amount('paid') },
      { header: 'Earned', cell: amount('earned') },
      { header: 'Earnings returned', cell: amount('earned_returned') },
    ],
    rows: all.toReversed(),
    rowKey: ({ from }: Row) => from,
    isEmpty: totals.listed + totals.sold + totals.returned === 0,
    empty: 'Nothing was listed or sold on these days.',
  }
  return (
    <div className="grid grid-cols-1 lg:grid-cols-2 lg:*:odd:mr-0">
      <FigurePanel id="sold" title={`Sold by ${word}`} {...table}>
        <ColumnChart
          label={`Sold by ${word}`}
          series={sold}
          columns={all.map(({ from, name, row }) => ({
            key: from,
            name,
            parts: [row?.sold ?? 0],
            text: `${plural(row?.sold ?? 0, 'lead')} sold, ${formatCount(row?.returned ?? 0)} returned`,
          }))}
        />
      </FigurePanel>
      <FigurePanel id="earned" title={`Earned by ${word}`} {...table}>
        <ColumnChart
          label={`Earned by ${word}`}
          series={earned}
          format={whole}
          columns={all.map(({ from, name, row }) => ({
            key: from,
            name,
            parts: [row?.earned ?? 0],
            text: `${formatCredits(row?.earned ?? 0)} of ${formatCredits(row?.paid ?? 0)} credits paid`,
          }))}
        />
      </FigurePanel>
    </div>
  )
}
