import { Link } from '@tanstack/react-router'
import { Bar, BarTable, Button, EmptyState, formatCount, formatPercent } from '../../../../ui/index.ts'
import type { WorkspaceStats } from '../../schema.ts'
import { LeadCount } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { Loaded } from '../figures/loaded.tsx'
import { csvHref, useFigures } from '../figures/use-figures.ts'
import { shareOf, sourceWord, statusWord } from '../figures/words.ts'
import { PixelBars } from '../pixels/pixel-bars.tsx'
import type { Range } from '../range/range.ts'
import { SegmentBars } from '../segments/segment-bars.tsx'
import { Glance } from './glance.tsx'
import { LeadsPanel } from './leads-panel.tsx'

/** The workspace at a glance. */
export function OverviewTab({ range }: { range: Range }) {
  const stats = useFigures<WorkspaceStats>('workspace-stats', range.query)
  const isNone = stats.data?.leads.leads === 0
  const ever = useFigures<WorkspaceStats>('workspace-stats', { range: 'all' }, isNone)
  const isNew = isNone && ever.data?.leads.leads === 0
  return (
    <Loaded figures={stats} lines={12}>
      {(data) => (
        <>
          <Glance stats={data} range={range} />
          {isNew ? <NothingYet /> : <LeadsPanel stats={data} range={range} />}
          <div className="grid grid-cols-1 lg:grid-cols-2 lg:*:odd:mr-0">
            {isNew ? null : <SourceBars stats={data} range={range} />}
            {isNew ? null : <StatusBars stats={data} range={range} />}
            <SegmentBars range={range} />
            <PixelBars range={range} />
          </div>
        </>
      )}
    </Loaded>
  )
}

function NothingYet() {
  return (
    <EmptyState
      title="No leads yet"
      action={
        <>
          <Button asChild variant="primary">
            <Link to="/marketplace">Find leads to buy</Link>
          </Button>
          <Button asChild>
            <Link to="/leads/import">Import your own</Link>
          </Button>
        </>
      }
    >
      With your first leads this page shows how good they are, what they cost by source, and what becomes of
      them.
    </EmptyState>
  )
}

interface StatsProps {
  stats: WorkspaceStats
  range: Range
}

function SourceBars({ stats: { period, by_source, leads }, range }: StatsProps) {
  const most = Math.max(0, ...by_source.map((row) => row.leads))
  return (
    <FigurePanel
      id="sources"
      title="Leads by source"
      csv={csvHref('workspace-stats', range.query, { table: 'sources' })}
      columns={[
        { header: 'Source', cell: ({ source }) => sourceWord(source) },
        {
          header: 'Leads',
          cell: (row) => <LeadCount leads={row.leads} days={period} filter={{ source: row.source }} />,
        },
        { header: 'Usable', cell: ({ usable }) => formatCount(usable) },
        { header: 'Share', cell: (row) => shareOf(row.leads, leads.leads) },
      ]}
      rows={by_source}
      rowKey={({ source }) => source}
      isEmpty={by_source.length === 0}
      empty="No leads came on these days."
    >
      <BarTable label="Leads by source">
        {by_source.map((row) => (
          <Bar key={row.source} name={sourceWord(row.source)} value={row.leads} most={most}>
            <LeadCount leads={row.leads} days={period} filter={{ source: row.source }} />{' '}
            <span className="text-muted">{formatPercent(row.usable / Math.max(1, row.leads))} usable</span>
          </Bar>
        ))}
      </BarTable>
    </FigurePanel>
  )
}

function StatusBars({ stats: { period, by_status, leads }, range }: StatsProps) {
  const most = Math.max(0, ...by_status.map((row) => row.leads))
  return (
    <FigurePanel
      id="statuses"
      title="Leads by status now"
      csv={csvHref('workspace-stats', range.query, { table: 'statuses' })}
      columns={[
        { header: 'Status', cell: ({ status }) => statusWord(status) },
        {
          header: 'Leads',
          cell: (row) => <LeadCount leads={row.leads} days={period} filter={{ status: row.status }} />,
        },
        { header: 'Share', cell: (row) => shareOf(row.leads, leads.leads) },
      ]}
      rows={by_status}
      rowKey={({ status }) => status}
      isEmpty={leads.leads === 0}
      empty="No leads came on these days."
    >
      <BarTable label="Leads by status now">
        {by_status.map((row) => (
          <Bar key={row.status} name={statusWord(row.status)} value={row.leads} most={most}>
            <LeadCount leads={row.leads} days={period} filter={{ status: row.status }} />{' '}
            <span className="text-muted">{shareOf(row.leads, leads.leads)}</span>
          </Bar>
        ))}
      </BarTable>
    </FigurePanel>
  )
}
