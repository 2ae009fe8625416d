import { Credits, EmptyState, Panel, plural } from '../../../../ui/index.ts'
import type { Money } from '../../money/schema.ts'
import { formatMoney, monthName } from '../money-words.ts'
import { Bars } from './bars.tsx'
import { Figure, Figures } from './figure.tsx'

const ROWS = '/operator/money/transfers'

/** Money taken for credits, and what of it went back. */
export function SalesPanel({ money: { sales, currency } }: { money: Money }) {
  return (
    <Panel title="Credits sold for money">
      <Figures>
        <Figure label="Paid" to={ROWS} search={{ kind: 'checkout' }}>
          {formatMoney(sales.amount_cents, currency)}
        </Figure>
        <Figure label="Refunded" to={ROWS} search={{ kind: 'refund,refund_reversed' }}>
          {formatMoney(sales.refunded_cents, currency)}
        </Figure>
        <Figure label="Disputed" to="/operator/exceptions" search={{ kind: 'credits_owed' }}>
          {formatMoney(sales.disputed_cents, currency)}
        </Figure>
        <Figure
          label="Owed to us"
          note="Credits spent before the money went back"
          to="/operator/exceptions"
          search={{ kind: 'credits_owed', state: 'open' }}
        >
          <Credits value={sales.owed_credits} />
        </Figure>
      </Figures>
      <div className="pt-4">
        {sales.months.length === 0 ? (
          <EmptyState title="Nothing was sold yet">Each month with paid credits appears here.</EmptyState>
        ) : (
          <Bars
            label="Paid by month"
            head={['Month', 'Paid', 'Credits']}
            bars={sales.months.slice(0, 24).map(({ month, checkouts, credits, amount_cents }) => ({
              ...{ key: month, name: monthName(month), value: amount_cents },
              shown: <span className="tabular font-medium">{formatMoney(amount_cents, currency)}</span>,
              note: (
                <>
                  <Credits value={credits} unit /> in {plural(checkouts, 'payment')}
                </>
              ),
              ...{ to: ROWS, search: { kind: 'checkout', at: rangeOf(month) } },
            }))}
          />
        )}
      </div>
    </Panel>
  )
}

/** A month as the filter of a date range. */
function rangeOf(month: string): string {
  const end = new Date(`${month}-01T00:00:00Z`)
  end.setUTCMonth(end.getUTCMonth() + 1, 0)
  return `${month}-01..${end.toISOString().slice(0, 10)}`
}
