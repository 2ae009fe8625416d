import { type ChartColumn, ColumnChart, formatCount, plural, type Series } from '../../../../ui/index.ts'
import type { Pixels } from '../../schema.ts'
import { Drill } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { Loaded } from '../figures/loaded.tsx'
import { Change, Stat, Stats } from '../figures/stat.tsx'
import { everyTime } from '../figures/times.ts'
import { csvHref, useFigures } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'
import { PixelBars } from './pixel-bars.tsx'

const FIGURES = [
  ['page_views', 'Page views'],
  ['sessions', 'Sessions'],
  ['visitors', 'New visitors'],
  ['identified', 'Identified'],
  ['leads', 'Leads'],
] as const
const series: Series[] = [{ name: 'Page views', tone: 'strong' }]

/** What the pixels counted. */
export function PixelsTab({ range }: { range: Range }) {
  const figures = useFigures<Pixels>('pixels', range.query)
  return (
    <>
      <Loaded figures={figures}>
        {(data) => (
          <>
            <Totals pixels={data} isCompared={range.isCompared} />
            <Visits pixels={data} range={range} />
          </>
        )}
      </Loaded>
      <PixelBars range={range} />
    </>
  )
}

function Totals({ pixels: { pixels, before }, isCompared }: { pixels: Pixels; isCompared: boolean }) {
  return (
    <Stats label="Pixels">
      {FIGURES.map(([figure, label]) => {
        const now = pixels.reduce((sum, row) => sum + row[figure], 0)
        const then = isCompared && before ? before.reduce((sum, row) => sum + row[figure], 0) : null
        return (
          <Stat
            key={figure}
            label={label}
            value={figure === 'identified' && now > 0 ? <Identified count={now} /> : formatCount(now)}
            note={<Change now={now} before={then} format={formatCount} better="more" />}
          />
        )
      })}
    </Stats>
  )
}

function Identified({ count }: { count: number }) {
  return (
    <Drill to="/visitors" search={{ identified: 'true' }}>
      {formatCount(count)}
    </Drill>
  )
}

function Visits({ pixels: { period, times, pixels }, range }: { pixels: Pixels; range: Range }) {
  const all = everyTime(period, times)
  return (
    <FigurePanel
      id="visits"
      title={`Page views by ${period.step}`}
      csv={csvHref('pixels', range.query, { table: 'times' })}
      columns={[
        { header: period.step === 'day' ? 'Day' : 'Month', cell: ({ name }) => name },
        { header: 'Page views', cell: ({ row }) => formatCount(row?.page_views ?? 0) },
        { header: 'Sessions', cell: ({ row }) => formatCount(row?.sessions ?? 0) },
        { header: 'New visitors', cell: ({ row }) => formatCount(row?.visitors ?? 0) },
        { header: 'Identified', cell: ({ row }) => formatCount(row?.identified ?? 0) },
      ]}
      rows={all.toReversed()}
      rowKey={({ from }) => from}
      isEmpty={pixels.length === 0}
      empty="No pixel counted anything on these days."
    >
      <ColumnChart
        label={`Page views by ${period.step}`}
        series={series}
        columns={all.map(
          ({ from, name, row }): ChartColumn => ({
            key: from,
            name,
            parts: [row?.page_views ?? 0],
            text: `${plural(row?.page_views ?? 0, 'page view')} in ${plural(row?.sessions ?? 0, 'session')}, ${plural(row?.visitors ?? 0, 'new visitor')}`,
          }),
        )}
      />
    </FigurePanel>
  )
}
