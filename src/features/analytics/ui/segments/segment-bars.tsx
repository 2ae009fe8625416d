import { Bar, BarTable, formatCount, plural } from '../../../../ui/index.ts'
import type { SegmentRow, Segments } from '../../schema.ts'
import { Drill } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { Loaded } from '../figures/loaded.tsx'
import { originColumns } from '../figures/origin-columns.tsx'
import { csvHref, useFigures } from '../figures/use-figures.ts'
import { costOf } from '../figures/words.ts'
import type { Range } from '../range/range.ts'

/** On the overview. */
const FEW = 6

/** What pulls of segments brought; all of them, or the largest few. */
export function SegmentBars({ range, isAll = false }: { range: Range; isAll?: boolean }) {
  const figures = useFigures<Segments>('segments', range.query)
  return (
    <Loaded figures={figures}>
      {({ segments }) => {
        const rows = isAll ? segments : segments.slice(0, FEW)
        const most = Math.max(0, ...rows.map(({ leads }) => leads))
        return (
          <FigurePanel
            id="segments"
            title="Leads by segment"
            csv={csvHref('segments', range.query)}
            columns={[
              { header: 'Segment', cell: (row) => <SegmentName segment={row} /> },
              { header: 'Pulls', cell: ({ pulls }) => formatCount(pulls) },
              { header: 'Leads', cell: ({ leads }) => formatCount(leads) },
              ...originColumns,
            ]}
            rows={rows}
            rowKey={keyOf}
            isEmpty={rows.length === 0}
            empty="Nothing was pulled from the audience on these days."
          >
            <BarTable label="Leads by segment">
              {rows.map((row) => (
                <Bar key={keyOf(row)} name={<SegmentName segment={row} />} value={row.leads} most={most}>
                  {plural(row.leads, 'lead')}{' '}
                  <span className="text-muted">
                    <span className="text-value">{costOf(row.cost_per_usable_lead)}</span> per usable one
                  </span>
                </Bar>
              ))}
            </BarTable>
          </FigurePanel>
        )
      }}
    </Loaded>
  )
}

const keyOf = ({ segment_id }: SegmentRow) => segment_id ?? 'none'

function SegmentName({ segment: { segment_id, name } }: { segment: SegmentRow }) {
  if (!segment_id) return <Drill to="/audience/pulls">Pulls without a segment</Drill>
  if (name === null) return <span className="text-muted">A deleted segment</span>
  return <Drill to={`/segments/${segment_id}`}>{name}</Drill>
}
