import { Credits, EmptyState, Panel, plural } from '../../../../ui/index.ts'
import type { Money } from '../../money/schema.ts'
import { dayName, formatMoney } from '../money-words.ts'
import { Bars } from './bars.tsx'
import { Figure, Figures } from './figure.tsx'

const PARTNERS = '/operator/money/partners'

/** What partners are owed, by when it is or was released, and what left. */
export function EarningsPanel({ money: { earnings, currency, cents_per_credit } }: { money: Money }) {
  const weeks = earnings.pending_weeks.filter((week) => week.sales > 0)
  const ages = earnings.available_ages.filter((age) => age.sales > 0)
  return (
    <Panel title="Earnings of partners">
      <Figures>
        <Figure
          label="Owed in all"
          note={`At ${formatMoney(cents_per_credit, currency)} a credit`}
          to={PARTNERS}
        >
          {formatMoney(earnings.owed_cents, currency)}
        </Figure>
        <Figure label="Pending" note="In the holdback" to={PARTNERS}>
          <Credits value={earnings.pending} />
        </Figure>
        <Figure label="In a return" note="Waits for its decision" to="/operator/returns">
          <Credits value={earnings.in_return} />
        </Figure>
        <Figure label="Available" to={PARTNERS}>
          <Credits value={earnings.available} />
        </Figure>
        <Figure label="In a payout" to="/operator/payouts">
          <Credits value={earnings.in_payout} />
        </Figure>
        <Figure
          label="Paid out"
          to="/operator/money/transfers"
          search={{ kind: 'payout_paid,payout_reversed' }}
        >
          <Credits value={earnings.paid_out} />
        </Figure>
      </Figures>
      <div className="grid gap-x-8 gap-y-4 pt-4 lg:grid-cols-2">
        <section>
          <h3 className="pb-1 font-medium">Pending, by the week it is released</h3>
          {weeks.length === 0 ? (
            <EmptyState title="Nothing is pending">Sales in their holdback appear here.</EmptyState>
          ) : (
            <Bars
              label="Pending by week"
              head={['Week of', 'Credits', 'Sales']}
              bars={weeks.map(({ from, sales, credits }) => ({
                ...{ key: from, name: dayName(from), value: credits },
                ...{ shown: <Credits value={credits} />, note: plural(sales, 'sale') },
              }))}
            />
          )}
        </section>
        <section>
          <h3 className="pb-1 font-medium">Available, by how long</h3>
          {ages.length === 0 ? (
            <EmptyState title="Nothing is available">
              Released earnings that no payout took up appear here.
            </EmptyState>
          ) : (
            <Bars
              label="Available by age"
              head={['Days', 'Credits', 'Sales']}
              bars={ages.map(({ days, sales, credits }) => ({
                ...{
                  key: days,
                  name: `${days.replace('-', ' to ').replace('90+', 'Over 90')} days`,
                  value: credits,
                },
                ...{ shown: <Credits value={credits} />, note: plural(sales, 'sale') },
              }))}
            />
          )}
        </section>
      </div>
    </Panel>
  )
}
