import { Credits, EmptyState, Panel } from '../../../../ui/index.ts'
import type { Money } from '../../money/schema.ts'
import { monthName } from '../money-words.ts'
import { Bars } from './bars.tsx'

/** What stays with the platform of what buyers spend. */
export function TakeRatePanel({ money: { take_rate: rate } }: { money: Money }) {
  return (
    <Panel title={rate.percent === null ? 'Take rate' : `Take rate: ${rate.percent}% of what buyers spend`}>
      {rate.months.length === 0 ? (
        <EmptyState title="Nothing was spent yet">
          What stays of each month’s purchases appears here.
        </EmptyState>
      ) : (
        <Bars
          label="Kept by month"
          head={['Month', 'Kept', 'Of']}
          bars={rate.months.slice(0, 24).map(({ month, spent, kept, percent }) => ({
            ...{ key: month, name: monthName(month), value: kept },
            shown: <Credits value={kept} />,
            note: (
              <>
                {percent === null ? '–' : `${percent}%`} of <Credits value={spent} unit />
              </>
            ),
          }))}
        />
      )}
    </Panel>
  )
}
