import { formatCount, formatPercent } from '../../../../ui/index.ts'
import type { LeadQuality } from '../../schema.ts'
import { LeadCount } from '../figures/drill.tsx'
import { Loaded } from '../figures/loaded.tsx'
import { Change, Stat, Stats } from '../figures/stat.tsx'
import { useFigures } from '../figures/use-figures.ts'
import type { Range } from '../range/range.ts'
import { Completeness } from './completeness.tsx'
import { Industries } from './industries.tsx'
import { Scores } from './scores.tsx'
import { Verification } from './verification.tsx'

/** How good the leads are. */
export function QualityTab({ range }: { range: Range }) {
  const figures = useFigures<LeadQuality>('lead-quality', range.query)
  return (
    <Loaded figures={figures} lines={12}>
      {(quality) => (
        <>
          <Totals quality={quality} isCompared={range.isCompared} />
          <Scores quality={quality} range={range} />
          <div className="grid grid-cols-1 lg:grid-cols-2 lg:*:odd:mr-0">
            <Completeness quality={quality} range={range} />
            <div>
              <Verification quality={quality} range={range} />
              <Industries quality={quality} range={range} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  )
}

function Totals({ quality, isCompared }: { quality: LeadQuality; isCompared: boolean }) {
  const { leads, usable, mean_score, period } = quality
  const before = isCompared ? quality.before : null
  return (
    <Stats label="Quality">
      <Stat
        label="Leads"
        value={<LeadCount leads={leads} days={period} />}
        note={<Change now={leads} before={before?.leads} format={formatCount} better="more" />}
      />
      <Stat
        label="Usable"
        value={leads > 0 ? formatPercent(usable / leads) : '–'}
        note={
          <Change
            now={leads > 0 ? usable / leads : 0}
            before={before && before.leads > 0 ? before.usable / before.leads : null}
            format={formatPercent}
            better="more"
          />
        }
      />
      <Stat
        label="Mean score"
        value={<span className="text-value">{mean_score ?? '–'}</span>}
        note={<Change now={mean_score ?? 0} before={before?.mean_score} format={String} better="more" />}
      />
    </Stats>
  )
}
