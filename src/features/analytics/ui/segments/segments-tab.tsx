import { formatCount, formatCredits } from '../../../../ui/index.ts'
import type { SegmentRow, Segments } from '../../schema.ts'
import { Loaded } from '../figures/loaded.tsx'
import { Change, Stat, Stats } from '../figures/stat.tsx'
import { useFigures } from '../figures/use-figures.ts'
import { shareOf } from '../figures/words.ts'
import type { Range } from '../range/range.ts'
import { SegmentBars } from './segment-bars.tsx'

type Figure = 'leads' | 'usable' | 'pulls' | 'spent' | 'refunded' | 'won'
const sum = (rows: SegmentRow[], figure: Figure) => rows.reduce((total, row) => total + row[figure], 0)

/** What each segment brought and cost. */
export function SegmentsTab({ range }: { range: Range }) {
  const figures = useFigures<Segments>('segments', range.query)
  return (
    <>
      <Loaded figures={figures}>
        {({ segments, before }) => {
          const of = (figure: Figure) => sum(segments, figure)
          const then = (figure: Figure) => (range.isCompared && before ? sum(before, figure) : null)
          const change = (figure: Figure) => (
            <Change now={of(figure)} before={then(figure)} format={formatCount} better="more" />
          )
          const cost = of('spent') - of('refunded')
          return (
            <Stats label="Segments">
              <Stat label="Pulls" value={formatCount(of('pulls'))} note={change('pulls')} />
              <Stat label="Leads pulled" value={formatCount(of('leads'))} note={change('leads')} />
              <Stat label="Usable" value={shareOf(of('usable'), of('leads'))} note={change('usable')} />
              <Stat label="Won" value={formatCount(of('won'))} note={change('won')} />
              <Stat label="Credits" value={<span className="text-value">{formatCredits(cost)}</span>} />
            </Stats>
          )
        }}
      </Loaded>
      <SegmentBars range={range} isAll />
    </>
  )
}
