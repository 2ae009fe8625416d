import { Bar, BarTable, formatCount } from '../../../ui/index.ts'
import type { SourceRow, Sources } from '../schema.ts'
import { LeadCount } from './figures/drill.tsx'
import { FigurePanel } from './figures/figure-panel.tsx'
import { Loaded } from './figures/loaded.tsx'
import { originColumns } from './figures/origin-columns.tsx'
import { csvHref, useFigures } from './figures/use-figures.ts'
import { costOf, sourceWord } from './figures/words.ts'
import type { Range } from './range/range.ts'

/** What leads cost, and what became of them, by where they came from. */
export function SourcesTab({ range }: { range: Range }) {
  const figures = useFigures<Sources>('sources', range.query)
  return (
    <Loaded figures={figures} lines={10}>
      {(sources) => (
        <>
          <Costs sources={sources} range={range} />
          <FigurePanel
            id="source-table"
            title="Sources"
            csv={csvHref('sources', range.query)}
            columns={[
              { header: 'Source', cell: ({ name }) => sourceWord(name) },
              {
                header: 'Leads',
                cell: ({ leads, name }) => (
                  <LeadCount leads={leads} days={sources.period} filter={{ source: name }} />
                ),
              },
              ...originColumns,
            ]}
            rows={sources.sources}
            rowKey={nameOf}
            isEmpty={sources.sources.length === 0}
            empty="No leads came on these days."
            note="Credits are those that the leads of these days cost, less what came back for returned ones."
          />
          <FigurePanel
            id="partners"
            title="Partners"
            csv={csvHref('sources', range.query, { by: 'partner' })}
            columns={[
              { header: 'Partner', cell: ({ name }) => name.slice(0, 8) },
              { header: 'Leads', cell: ({ leads }) => formatCount(leads) },
              ...originColumns,
            ]}
            rows={sources.partners}
            rowKey={nameOf}
            isEmpty={sources.partners.length === 0}
            empty="Nothing was bought in the marketplace on these days."
            note="Partners stay unnamed; each keeps the same code for you, here and in overlap tests."
          />
        </>
      )}
    </Loaded>
  )
}

const nameOf = ({ name }: SourceRow) => name

/** What a lead that can be used cost, the dearest first. */
function Costs({ sources, range }: { sources: Sources; range: Range }) {
  const paid = sources.sources
    .filter(({ cost_per_usable_lead }) => (cost_per_usable_lead ?? 0) > 0)
    .sort((a, b) => (b.cost_per_usable_lead ?? 0) - (a.cost_per_usable_lead ?? 0))
  const most = Math.max(0, ...paid.map(({ cost_per_usable_lead }) => cost_per_usable_lead ?? 0))
  const then = (name: string) =>
    sources.before?.sources.find((row) => row.name === name)?.cost_per_usable_lead ?? null
  return (
    <FigurePanel
      id="costs"
      title="Credits per usable lead"
      csv={csvHref('sources', range.query)}
      columns={[
        { header: 'Source', cell: ({ name }) => sourceWord(name) },
        { header: 'Per usable lead', cell: (row) => costOf(row.cost_per_usable_lead) },
        { header: 'Per lead', cell: (row) => costOf(row.cost_per_lead) },
        { header: 'Before', cell: ({ name }) => costOf(then(name)) },
      ]}
      rows={paid}
      rowKey={nameOf}
      isEmpty={paid.length === 0}
      empty="No lead of these days cost anything."
    >
      <BarTable label="Credits per usable lead">
        {paid.map((row) => {
          const before = range.isCompared ? then(row.name) : null
          return (
            <Bar
              key={row.name}
              name={sourceWord(row.name)}
              value={row.cost_per_usable_lead ?? 0}
              most={most}
              isValue
            >
              <span className="text-value">{costOf(row.cost_per_usable_lead)}</span>{' '}
              <span className="text-muted">
                {costOf(row.cost_per_lead)} per lead
                {before === null ? '' : `, ${costOf(before)} per usable one before`}
              </span>
            </Bar>
          )
        })}
      </BarTable>
    </FigurePanel>
  )
}
