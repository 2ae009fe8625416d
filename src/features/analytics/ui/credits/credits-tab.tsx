import { Credits, dayName, formatCount, formatCredits } from '../../../../ui/index.ts'
import type { CreditUsage } from '../../schema.ts'
import { Drill } from '../figures/drill.tsx'
import { Loaded } from '../figures/loaded.tsx'
import { Change, Stat, Stats } from '../figures/stat.tsx'
import { useFigures } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'
import { CreditMoves } from './credit-moves.tsx'
import { PACE_DAYS, paceWords } from './pace.ts'
import { Purposes } from './purposes.tsx'
import { Spend } from './spend.tsx'

/** Where credits went, and how long the rest lasts. */
export function CreditsTab({ range }: { range: Range }) {
  const figures = useFigures<CreditUsage>('credit-usage', range.query)
  return (
    <Loaded figures={figures} lines={12}>
      {(usage) => (
        <>
          <Totals usage={usage} isCompared={range.isCompared} />
          <Spend usage={usage} range={range} />
          <div className="grid grid-cols-1 lg:grid-cols-2 lg:*:odd:mr-0">
            <Purposes usage={usage} range={range} />
            <CreditMoves usage={usage} range={range} />
          </div>
        </>
      )}
    </Loaded>
  )
}

function Totals({ usage, isCompared }: { usage: CreditUsage; isCompared: boolean }) {
  const { credits, totals } = usage
  const before = isCompared ? usage.before : null
  const latest = useFigures<CreditUsage>('credit-usage', { days: PACE_DAYS }).data
  return (
    <Stats label="Credits">
      <Stat
        label="Left"
        value={
          <Drill to="/credits">
            <Credits value={credits.balance} />
          </Drill>
        }
        note={
          credits.held > 0 ? <span className="text-muted">{formatCredits(credits.held)} held</span> : null
        }
      />
      <Stat
        label="Lasts"
        value={latest?.pace.days_left === null || !latest ? '–' : daysOf(latest.pace.days_left)}
        note={
          <span className="text-muted">
            {latest?.pace.empty_on
              ? `to ${dayName(latest.pace.empty_on)}`
              : latest
                ? paceWords(latest.pace)
                : ''}
          </span>
        }
      />
      <Stat
        label={`A day, of the last ${PACE_DAYS}`}
        value={<span className="text-value">{latest ? formatCredits(latest.pace.per_day) : '–'}</span>}
        note={<span className="text-muted">less what came back</span>}
      />
      <Stat
        label="Spent"
        value={<span className="text-value">{formatCredits(totals.spent)}</span>}
        note={<Change now={totals.spent} before={before?.spent} format={formatCredits} />}
      />
    </Stats>
  )
}

const daysOf = (days: number) =>
  days > 3650 ? 'Over ten years' : days === 1 ? '1 day' : `${formatCount(days)} days`
