import { useNavigate } from '@tanstack/react-router'
import { ColumnChart, plural, type Series } from '../../../../ui/index.ts'
import type { LeadQuality } from '../../schema.ts'
import { LeadCount, leadsOf } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { csvHref } from '../figures/use-figures.ts'
import { shareOf } from '../figures/words.ts'
import type { Range } from '../range/range.ts'

const WIDTH = 5
const series: Series[] = [{ name: 'Leads', tone: 'gold' }]

interface Bin {
  from: number
  to: number
  leads: number
}

/** 0 to 4, 5 to 9 … 95 to 100, so that 100 is somewhere. */
function binsOf(scores: LeadQuality['scores']): Bin[] {
  return Array.from({ length: 100 / WIDTH }, (_, index) => {
    const from = index * WIDTH
    const to = from + WIDTH === 100 ? 100 : from + WIDTH - 1
    const within = scores.filter(({ score }) => score >= from && score <= to)
    return { from, to, leads: within.reduce((sum, { leads }) => sum + leads, 0) }
  })
}

/** How the leads spread over the scores. */
export function Scores({
  quality: { scores, leads, period },
  range,
}: {
  quality: LeadQuality
  range: Range
}) {
  const navigate = useNavigate()
  const bins = binsOf(scores)
  const filterOf = ({ from, to }: Bin) => ({ score: `${from}..${to}` })
  return (
    <FigurePanel
      id="scores"
      title="Leads by score"
      csv={csvHref('lead-quality', range.query, { table: 'scores' })}
      columns={[
        { header: 'Score', cell: ({ from, to }) => `${from} to ${to}` },
        {
          header: 'Leads',
          cell: (bin) => <LeadCount leads={bin.leads} days={period} filter={filterOf(bin)} />,
        },
        { header: 'Share', cell: (bin) => shareOf(bin.leads, leads) },
      ]}
      rows={bins.toReversed()}
      rowKey={({ from }) => String(from)}
      isEmpty={leads === 0}
      empty="No leads came on these days."
    >
      <ColumnChart
        label="Leads by score"
        series={series}
        columns={bins.map((bin) => ({
          key: String(bin.from),
          name: `Score ${bin.from} to ${bin.to}`,
          tick: bin.from % 10 === 0 ? String(bin.from) : '',
          parts: [bin.leads],
          text: `${plural(bin.leads, 'lead')}, ${shareOf(bin.leads, leads)}`,
        }))}
        onOpen={(index) => {
          const bin = bins[index]
          if (bin) void navigate({ to: '/leads', search: leadsOf(period, filterOf(bin)) })
        }}
      />
    </FigurePanel>
  )
}
