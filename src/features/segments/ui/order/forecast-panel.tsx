import type { ReactNode } from 'react'
import {
  Button,
  Credits,
  cn,
  errorText,
  formatCount,
  formatCredits,
  plural,
  Skeleton,
} from '../../../../ui/index.ts'
import type { Forecast } from '../../schema.ts'

interface ForecastPanelProps {
  forecast: Forecast | undefined
  isOld: boolean
  error: Error | null
  retry: () => void
}

/** What the order would spend, before it is saved. */
export function ForecastPanel({ forecast, isOld, error, retry }: ForecastPanelProps) {
  return (
    <section aria-label="Forecast" className="rounded-md border border-line bg-paper p-4">
      <h3 className="mb-2 font-semibold">Next 30 days</h3>
      {error ? (
        <div role="alert" className="flex flex-col items-start gap-2 text-bad">
          {errorText(error)}
          <Button size="sm" onClick={retry}>
            Reckon again
          </Button>
        </div>
      ) : forecast ? (
        <div aria-live="polite" aria-busy={isOld} className={cn('transition-opacity', isOld && 'opacity-50')}>
          <Figures forecast={forecast} />
        </div>
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </section>
  )
}

function Figures({ forecast }: { forecast: Forecast }) {
  const { first_run, month, most_per_run, balance, lasts_days } = forecast
  return (
    <>
      <dl className="flex flex-col gap-1 tabular">
        <Line name="First run">
          {first_run ? (
            <>
              {plural(first_run.leads, 'lead')}, <Credits value={first_run.credits} />
            </>
          ) : (
            'When new people come'
          )}
        </Line>
        <Line name={plural(month.runs, 'run')}>
          {plural(month.leads, 'lead')}, <Credits value={month.credits} />
        </Line>
        <Line name="Never more a run than">
          <Credits value={most_per_run.credits} />
        </Line>
        <Line name="Balance now">{formatCredits(balance)}</Line>
      </dl>
      {lasts_days === null ? null : (
        <p className="mt-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          The balance lasts{' '}
          {lasts_days === 0 ? 'for less than the first run' : `about ${plural(lasts_days, 'day')}`}. The order
          pauses when it is used up.
        </p>
      )}
      <p className="mt-2 text-sm text-muted">{basisOf(forecast)}</p>
    </>
  )
}

function basisOf({ count, net_new, arrivals_per_day, based_on, days_between }: Forecast): string {
  const waiting = `${formatCount(net_new ?? count)} ${net_new === null ? 'match' : 'are new to you'} now`
  if (arrivals_per_day === null)
    return `${waiting}. How many come is not known yet${days_between === null ? ', nor when' : ''}.`
  const from = based_on === 'counts' ? 'the counts of this segment' : 'the last loads of the audience'
  return `${waiting}, about ${Number(arrivals_per_day.toFixed(1)).toLocaleString('en')} more come a day, by ${from}.`
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  )
}
