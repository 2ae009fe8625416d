import { Bar, BarTable, formatCount, formatPercent } from '../../../../ui/index.ts'
import type { LeadQuality } from '../../schema.ts'
import { LeadCount } from '../figures/drill.tsx'
import { FigurePanel } from '../figures/figure-panel.tsx'
import { csvHref } from '../figures/use-figures.ts'
import { fieldWords } from '../figures/words.ts'
import type { Range } from '../range/range.ts'

/** Fields that the list of leads can filter by, and how it calls them. */
const FILTERS: Record<string, string> = { email: 'email', linkedin_url: 'linkedin', company_name: 'company' }

/** How many leads have each field. */
export function Completeness({ quality, range }: { quality: LeadQuality; range: Range }) {
  const { fields, leads, period } = quality
  const countOf = (row: LeadQuality['fields'][number]) => {
    const has = FILTERS[row.field]
    return has ? <LeadCount leads={row.leads} days={period} filter={{ has }} /> : formatCount(row.leads)
  }
  return (
    <FigurePanel
      id="fields"
      title="What leads have"
      csv={csvHref('lead-quality', range.query, { table: 'fields' })}
      columns={[
        { header: 'Field', cell: ({ field }) => fieldWords[field] },
        { header: 'Leads', cell: countOf },
        { header: 'Share', cell: ({ share }) => formatPercent(share) },
      ]}
      rows={fields}
      rowKey={({ field }) => field}
      isEmpty={leads === 0}
      empty="No leads came on these days."
    >
      <BarTable label="What leads have">
        {fields.map((row) => (
          <Bar key={row.field} name={fieldWords[row.field]} value={row.share} most={1}>
            {formatPercent(row.share)} <span className="text-muted">{countOf(row)}</span>
          </Bar>
        ))}
      </BarTable>
    </FigurePanel>
  )
}
