import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { type AudienceProvider, refuseCannot } from '../../audience/index.ts'
import { toCredits } from '../../credits/index.ts'
import { findSegment } from '../read-segment.ts'
import { refuseFilter } from '../refuse-filter.ts'
import { FORECAST_DAYS, type Forecast, type ForecastRequest } from '../schema.ts'
import { readArrivals } from './read-arrivals.ts'
import { mostLeads, readOrderTerms } from './read-order-terms.ts'
import type { OrderedBy } from './set-standing-order.ts'

const DAYS_BETWEEN = { daily: 1, weekly: 7 }

/** What a standing order would spend in the next 30 days: who waits now, who came lately, the price and the caps. */
export async function forecastOrder(
  db: Databases,
  provider: AudienceProvider,
  { workspaceId, actorId }: OrderedBy,
  request: ForecastRequest,
  signal: AbortSignal,
): Promise<Forecast> {
  const { segment_id, cadence } = request
  const filters =
    request.filters ??
    (await withWorkspace(db, workspaceId, (tx) => findSegment(tx, segment_id ?? ''))).filters
  refuseFilter('audience', filters)
  refuseCannot(provider, filters)
  const { count, net_new } = await provider.count({ filter: filters, workspaceId, signal })
  const [terms, arrivals] = await withWorkspace(db, workspaceId, async (tx) => [
    await readOrderTerms(tx, actorId),
    await readArrivals(tx, segment_id ?? null, count),
  ])
  const price = terms.price_hundredths
  const cap = mostLeads(request, price)
  const daysBetween = cadence === 'new' ? arrivals.days_between : DAYS_BETWEEN[cadence]
  const runs = runsOf({
    waiting: net_new ?? count,
    perDay: arrivals.per_day ?? 0,
    cap,
    daysBetween,
    isNew: cadence === 'new',
  })
  const credits = (leads: number) => toCredits(leads * price)
  const leads = runs.reduce((sum, run) => sum + run.leads, 0)
  const first = cadence === 'new' ? null : (runs[0]?.leads ?? 0)
  return {
    ...{ count, net_new, credit_cost_per_lead: toCredits(price) },
    arrivals_per_day: arrivals.per_day,
    ...{ based_on: arrivals.based_on, days_between: daysBetween },
    first_run: first === null ? null : { leads: first, credits: credits(first) },
    month: { runs: runs.length, leads, credits: credits(leads) },
    most_per_run: { leads: cap, credits: credits(cap) },
    balance: toCredits(terms.balance_hundredths),
    lasts_days: lastsDays(runs, price, terms.balance_hundredths),
    confirm_above: terms.confirm_above_hundredths === null ? null : toCredits(terms.confirm_above_hundredths),
  }
}

interface Run {
  day: number
  leads: number
}

/** The runs of the coming days; one for new people begins when the next of them come. */
function runsOf(plan: {
  waiting: number
  perDay: number
  cap: number
  daysBetween: number | null
  isNew: boolean
}): Run[] {
  if (plan.daysBetween === null) return []
  const runs: Run[] = []
  let taken = 0
  for (let day = plan.isNew ? plan.daysBetween : 0; day < FORECAST_DAYS; day += plan.daysBetween) {
    const leads = Math.min(plan.cap, Math.floor(plan.waiting + plan.perDay * day) - taken)
    runs.push({ day, leads })
    taken += leads
  }
  return runs
}

function lastsDays(runs: Run[], price: number, balance: number): number | null {
  let left = balance
  for (const { day, leads } of runs) {
    left -= leads * price
    if (left < 0) return Math.floor(day)
  }
  return null
}
