import { Bar, BarTable, formatCount, formatPercent } from '../../../../ui/index.ts'
import type { LeadQuality } from '../../schema.ts'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { csvHref } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'

/** The industries with most leads. */
export function Industries({ quality: { industries }, range }: { quality: LeadQuality; range: Range }) {
  const most = Math.max(0, ...industries.map(({ leads }) => leads))
  return (
    <FigurePanel
      id="industries"
      title="Top industries"
      csv={csvHref('lead-quality', range.query, { table: 'industries' })}
      columns={[
        { header: 'Industry', cell: ({ industry }) => industry },
        { header: 'Leads', cell: ({ leads }) => formatCount(leads) },
        { header: 'Share', cell: ({ share }) => formatPercent(share) },
      ]}
      rows={industries}
      rowKey={({ industry }) => industry}
      isEmpty={industries.length === 0}
      empty="No lead of these days tells its industry."
    >
      <BarTable label="Top industries">
        {industries.slice(0, 10).map(({ industry, leads, share }) => (
          <Bar key={industry} name={industry} value={leads} most={most}>
            {formatCount(leads)} <span className="text-muted">{formatPercent(share)}</span>
          </Bar>
        ))}
      </BarTable>
    </FigurePanel>
  )
}
