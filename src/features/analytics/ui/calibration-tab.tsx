import { Bar, BarTable, formatCount, plural } from '../../../ui/index.ts'
import type { Calibration } from '../schema.ts'
import { FigurePanel } from './figures/figure-panel.tsx'
import { Loaded } from './figures/loaded.tsx'
import { csvHref, useFigures } from './figures/use-figures.ts'
import { shareOf } from './figures/words.ts'
import type { Range } from './range/range.ts'

type Decile = Calibration['deciles'][number]
const OUTCOMES = [
  ['won', 'Won', 'Rises with the score when the score is right.'],
  ['bounced', 'Bounced', 'Falls as the score rises when the score is right.'],
  ['returned', 'Returned', 'Falls as the score rises when the score is right.'],
] as const
type Outcome = (typeof OUTCOMES)[number][0]
/** From here on a lead is called good. */
const GOOD = 70

const nameOf = ({ from, to }: Decile) => `${from} to ${to}`
const rate = ({ leads, ...counts }: Decile, outcome: Outcome) => (leads > 0 ? counts[outcome] / leads : 0)

/** Whether the score keeps what it promises. */
export function CalibrationTab({ range }: { range: Range }) {
  const figures = useFigures<Calibration>('calibration', range.query)
  return (
    <Loaded figures={figures} lines={12}>
      {({ deciles }) => {
        const shown = deciles.filter(({ leads }) => leads > 0)
        return (
          <>
            {shown.length > 0 ? (
              <p className="mb-4 px-5 text-muted max-sm:px-4">
                What became of the leads of these days, by the score they came with. {verdictOf(deciles)}
              </p>
            ) : null}
            <div className="grid grid-cols-1 lg:grid-cols-3 lg:*:not-last:mr-0">
              {OUTCOMES.map(([outcome, title, note]) => (
                <OutcomePanel key={outcome} {...{ outcome, title, note, shown, range }} />
              ))}
            </div>
            <FigurePanel
              id="deciles"
              title="What became of them"
              csv={csvHref('calibration', range.query)}
              columns={[
                { header: 'Score at first', cell: nameOf },
                { header: 'Leads', cell: ({ leads }) => formatCount(leads) },
                ...(['contacted', 'engaged', 'qualified', 'won', 'bounced', 'returned'] as const).map(
                  (outcome) => ({
                    header: `${outcome[0]?.toUpperCase()}${outcome.slice(1)}`,
                    cell: (row: Decile) =>
                      `${formatCount(row[outcome])} (${shareOf(row[outcome], row.leads)})`,
                  }),
                ),
              ]}
              rows={shown.toReversed()}
              rowKey={nameOf}
              isEmpty={shown.length === 0}
              empty="No leads came on these days."
            />
          </>
        )
      }}
    </Loaded>
  )
}

interface OutcomeProps {
  outcome: Outcome
  title: string
  note: string
  shown: Decile[]
  range: Range
}

function OutcomePanel({ outcome, title, note, shown, range }: OutcomeProps) {
  const most = Math.max(0.01, ...shown.map((row) => rate(row, outcome)))
  return (
    <FigurePanel
      id={outcome}
      title={title}
      note={note}
      csv={csvHref('calibration', range.query)}
      columns={[
        { header: 'Score at first', cell: nameOf },
        { header: title, cell: (row) => formatCount(row[outcome]) },
        { header: 'Of leads', cell: ({ leads }) => formatCount(leads) },
        { header: 'Share', cell: (row) => shareOf(row[outcome], row.leads) },
      ]}
      rows={shown.toReversed()}
      rowKey={nameOf}
      isEmpty={shown.every((row) => row[outcome] === 0)}
      empty={`None of these leads ${outcome === 'bounced' ? 'has' : 'was'} ${outcome}.`}
    >
      <BarTable label={title}>
        {shown.toReversed().map((row) => (
          <Bar key={row.from} isShort name={nameOf(row)} value={rate(row, outcome)} most={most}>
            {shareOf(row[outcome], row.leads)}{' '}
            <span className="text-muted">of {plural(row.leads, 'lead')}</span>
          </Bar>
        ))}
      </BarTable>
    </FigurePanel>
  )
}

/** The comparison in one sentence, where there is one. */
function verdictOf(deciles: Decile[]): string {
  const good = deciles.filter(({ from }) => from >= GOOD)
  const rest = deciles.filter(({ from }) => from < GOOD)
  const sum = (rows: Decile[], what: 'won' | 'leads') => rows.reduce((total, row) => total + row[what], 0)
  if (sum(good, 'leads') === 0 || sum(rest, 'leads') === 0 || sum(deciles, 'won') === 0) return ''
  const share = (rows: Decile[]) => shareOf(sum(rows, 'won'), sum(rows, 'leads'))
  return `Of those with ${GOOD} or more ${share(good)} were won, of the others ${share(rest)}.`
}
