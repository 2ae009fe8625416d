import { Bar, BarTable, formatCount, plural } from '../../../../ui/index.ts'
import type { PixelRow, Pixels } from '../../schema.ts'
import { Drill } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { Loaded } from '../figures/loaded.tsx'
import { csvHref, useFigures } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'

/** What each pixel counted. */
export function PixelBars({ range }: { range: Range }) {
  const figures = useFigures<Pixels>('pixels', range.query)
  return (
    <Loaded figures={figures}>
      {({ pixels }) => {
        const most = Math.max(0, ...pixels.map(({ visitors }) => visitors))
        return (
          <FigurePanel
            id="pixels"
            title="New visitors by pixel"
            csv={csvHref('pixels', range.query)}
            columns={[
              { header: 'Pixel', cell: (row) => <PixelName pixel={row} /> },
              { header: 'Page views', cell: ({ page_views }) => formatCount(page_views) },
              { header: 'Sessions', cell: ({ sessions }) => formatCount(sessions) },
              { header: 'New visitors', cell: ({ visitors }) => formatCount(visitors) },
              { header: 'Identified', cell: ({ identified }) => formatCount(identified) },
              { header: 'Leads', cell: ({ leads }) => formatCount(leads) },
            ]}
            rows={pixels}
            rowKey={({ pixel_id }) => pixel_id}
            isEmpty={pixels.length === 0}
            empty="No pixel counted anything on these days."
          >
            <BarTable label="New visitors by pixel">
              {pixels.map((row) => (
                <Bar key={row.pixel_id} name={<PixelName pixel={row} />} value={row.visitors} most={most}>
                  {formatCount(row.visitors)}{' '}
                  <span className="text-muted">
                    {formatCount(row.identified)} identified, {plural(row.leads, 'lead')}
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

function PixelName({ pixel: { pixel_id, name } }: { pixel: PixelRow }) {
  if (name === null) return <span className="text-muted">A deleted pixel</span>
  return <Drill to={`/pixels/${pixel_id}`}>{name}</Drill>
}
