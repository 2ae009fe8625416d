import { useNavigate } from '@tanstack/react-router'
import { type ChartColumn, ColumnChart, formatCount, plural, type Series } from '../../../../ui/index.ts'
import type { WorkspaceStats } from '../../schema.ts'
import { LeadCount, leadsOf } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import type { FigureColumn } from '../figures/figure-table.tsx'
import { everyTime } from '../figures/times.ts'
import { csvHref } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'

const series: Series[] = [
  { name: 'Usable', tone: 'strong' },
  { name: 'Not usable', tone: 'soft' },
]

/** Leads by the day they came. */
export function LeadsPanel({ stats, range }: { stats: WorkspaceStats; range: Range }) {
  const navigate = useNavigate()
  const { period, times } = stats
  const all = everyTime(period, times)
  const word = period.step
  const columns: FigureColumn<(typeof all)[number]>[] = [
    { header: word === 'day' ? 'Day' : 'Month', cell: ({ name }) => name },
    { header: 'Leads', cell: ({ row, ...days }) => <LeadCount leads={row?.leads ?? 0} days={days} /> },
    { header: 'Usable', cell: ({ row }) => formatCount(row?.usable ?? 0) },
  ]
  return (
    <FigurePanel
      id="leads"
      title={`Leads by ${word}`}
      csv={csvHref('workspace-stats', range.query)}
      columns={columns}
      rows={all.toReversed()}
      rowKey={({ from }) => from}
      isEmpty={stats.leads.leads === 0}
      empty="No leads came on these days."
    >
      <ColumnChart
        label={`Leads by ${word}`}
        series={series}
        columns={all.map(columnOf)}
        onOpen={(index) => {
          const days = all[index]
          if (days) void navigate({ to: '/leads', search: leadsOf(days) })
        }}
      />
    </FigurePanel>
  )
}

function columnOf({
  from,
  name,
  row,
}: ReturnType<typeof everyTime<WorkspaceStats['times'][number]>>[number]) {
  const { leads, usable } = row ?? { leads: 0, usable: 0 }
  return {
    key: from,
    name,
    parts: [usable, leads - usable],
    text: `${plural(leads, 'lead')}, ${formatCount(usable)} usable`,
  } satisfies ChartColumn
}
