import { Credits, dayName, formatCount, formatCredits, formatPercent } from '../../../../ui/index.ts'
import type { CreditUsage, LeadQuality, Pixels, WorkspaceStats } from '../../schema.ts'
import { PACE_DAYS, paceWords } from '../credits/pace.ts'
import { Drill, LeadCount } from '../figures/drill.tsx'
import { Change, Stat, Stats } from '../figures/stat.tsx'
import { useFigures } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'

/** The five figures one looks for first. */
export function Glance({ stats, range }: { stats: WorkspaceStats; range: Range }) {
  const { leads, period } = stats
  const before = range.isCompared ? stats.before : null
  const quality = useFigures<LeadQuality>('lead-quality', range.query).data
  // How long credits last is told by the latest days, whatever days the page is of.
  const usage = useFigures<CreditUsage>('credit-usage', { days: PACE_DAYS }).data
  const pixels = useFigures<Pixels>('pixels', range.query).data
  const seen = pixels?.pixels.reduce((sum, { visitors }) => sum + visitors, 0) ?? 0
  const seenBefore = range.isCompared
    ? pixels?.before?.reduce((sum, { visitors }) => sum + visitors, 0)
    : null
  return (
    <Stats label="At a glance">
      <Stat
        label="Leads"
        value={<LeadCount leads={leads.leads} days={period} />}
        note={<Change now={leads.leads} before={before?.leads} format={formatCount} better="more" />}
      />
      <Stat
        label="Usable leads"
        value={formatCount(leads.usable)}
        note={
          <>
            <span className="text-muted">
              {leads.leads > 0 ? `${formatPercent(leads.usable / leads.leads)} of them` : ''}
            </span>
            <Change now={leads.usable} before={before?.usable || null} format={formatCount} better="more" />
          </>
        }
      />
      <Stat
        label="Mean score"
        value={<span className="text-value">{quality?.mean_score ?? '–'}</span>}
        note={
          <Change
            now={quality?.mean_score ?? 0}
            before={range.isCompared && quality?.mean_score !== null ? quality?.before?.mean_score : null}
            format={String}
            better="more"
          />
        }
      />
      <Stat
        label="Credits left"
        value={
          <Drill to="/credits">
            <Credits value={stats.credits.balance} />
          </Drill>
        }
        note={
          <span className="text-muted">
            {usage ? paceWords(usage.pace) : ''}
            {usage?.pace.empty_on ? (
              <span className="sr-only">, empty on {dayName(usage.pace.empty_on)}</span>
            ) : null}
          </span>
        }
      />
      <Stat
        label="Credits spent"
        value={<span className="text-value">{formatCredits(stats.credits.spent)}</span>}
        note={
          <Change
            now={stats.credits.spent}
            before={range.isCompared ? stats.credits.spent_before : null}
            format={formatCredits}
          />
        }
      />
      <Stat
        label="New visitors"
        value={seen > 0 ? <Drill to="/visitors">{formatCount(seen)}</Drill> : '0'}
        note={
          pixels?.pixels.length === 0 ? (
            <Drill to="/pixels">See the pixels</Drill>
          ) : (
            <Change now={seen} before={seenBefore} format={formatCount} better="more" />
          )
        }
      />
    </Stats>
  )
}
