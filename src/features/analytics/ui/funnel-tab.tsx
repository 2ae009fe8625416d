import { Bar, BarTable, formatCount, formatPercent, plural } from '../../../ui/index.ts'
import type { Funnel } from '../schema.ts'
import { LeadCount } from './figures/drill.tsx'
import { FigurePanel } from './figures/figure-panel.tsx'
import { Loaded } from './figures/loaded.tsx'
import { Change } from './figures/stat.tsx'
import { csvHref, useFigures } from './figures/use-figures.ts'
import { sourceWord } from './figures/words.ts'
import type { Range } from './range/range.ts'

const stageWords = { new: 'Came in', contacted: 'Contacted', qualified: 'Qualified', won: 'Won' } as const
const percent = (share: number | null) => (share === null ? '–' : formatPercent(share))

/** How far leads came. */
export function FunnelTab({ range }: { range: Range }) {
  const figures = useFigures<Funnel>('funnel', range.query)
  return (
    <Loaded figures={figures}>
      {(funnel) => (
        <>
          <Stages funnel={funnel} range={range} />
          <BySource funnel={funnel} range={range} />
        </>
      )}
    </Loaded>
  )
}

function Stages({ funnel: { stages, lost, before, period }, range }: { funnel: Funnel; range: Range }) {
  const all = stages[0]?.leads ?? 0
  type Row = (typeof stages)[number]
  // a stage counts who went further, too, so only the first is a list that can be opened
  const countOf = ({ stage, leads }: Row) =>
    stage === 'new' ? <LeadCount leads={leads} days={period} /> : formatCount(leads)
  return (
    <FigurePanel
      id="stages"
      title="How far leads came"
      csv={csvHref('funnel', range.query, { table: 'stages' })}
      columns={[
        { header: 'Stage', cell: ({ stage }) => stageWords[stage] },
        { header: 'Leads', cell: countOf },
        { header: 'Of all', cell: ({ of_all }) => percent(of_all) },
        { header: 'Of the stage before', cell: ({ of_previous }) => percent(of_previous) },
      ]}
      rows={stages}
      rowKey={({ stage }) => stage}
      isEmpty={all === 0}
      empty="No leads came on these days."
      note={`A stage counts every lead that ever reached it, whatever it is now.${lost > 0 ? ` ${plural(lost, 'lead')} ${lost === 1 ? 'was' : 'were'} lost at some time.` : ''}`}
    >
      <BarTable label="How far leads came">
        {stages.map((row) => (
          <Bar key={row.stage} name={stageWords[row.stage]} value={row.leads} most={all}>
            {countOf(row)}{' '}
            {row.stage === 'new' || row.leads === 0 ? null : (
              <span className="text-muted">
                {percent(row.of_all)} of all, {percent(row.of_previous)} of the stage before
              </span>
            )}{' '}
            <span className="text-sm">
              <Change
                now={row.leads}
                before={range.isCompared ? before?.[row.stage] : null}
                format={formatCount}
                better="more"
              />
            </span>
          </Bar>
        ))}
      </BarTable>
    </FigurePanel>
  )
}

function BySource({ funnel: { by_source, period }, range }: { funnel: Funnel; range: Range }) {
  return (
    <FigurePanel
      id="funnel-sources"
      title="By source"
      csv={csvHref('funnel', range.query)}
      columns={[
        { header: 'Source', cell: ({ source }) => sourceWord(source) },
        {
          header: 'Came in',
          cell: (row) => <LeadCount leads={row.new} days={period} filter={{ source: row.source }} />,
        },
        { header: 'Contacted', cell: (row) => formatCount(row.contacted) },
        { header: 'Qualified', cell: (row) => formatCount(row.qualified) },
        { header: 'Won', cell: (row) => formatCount(row.won) },
        { header: 'Won of all', cell: (row) => percent(row.new > 0 ? row.won / row.new : null) },
        { header: 'Lost', cell: (row) => formatCount(row.lost) },
      ]}
      rows={by_source}
      rowKey={({ source }) => source}
      isEmpty={by_source.length === 0}
      empty="No leads came on these days."
    />
  )
}
