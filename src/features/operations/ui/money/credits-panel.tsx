import { Credits, Panel } from '../../../../ui/index.ts'
import type { Money } from '../../money/schema.ts'
import { formatMoney } from '../money-words.ts'
import { Figure, Figures } from './figure.tsx'

const ROWS = '/operator/money/transfers'

/** What came into wallets, what left them, and what is in them: the two sides are equal. */
export function CreditsPanel({ money: { credits, promotional, currency } }: { money: Money }) {
  return (
    <Panel title="Credits">
      <Figures>
        <Figure label="Sold" to={ROWS} search={{ kind: 'checkout' }}>
          <Credits value={credits.sold} />
        </Figure>
        <Figure label="Granted" note="Promotions and adjustments" to={ROWS} search={{ kind: 'grant' }}>
          <Credits value={credits.granted} />
        </Figure>
        <Figure
          label="Taken back"
          note="Refunds and disputes"
          to={ROWS}
          search={{ kind: 'refund,refund_reversed' }}
        >
          <Credits value={credits.taken_back} />
        </Figure>
        <Figure label="Expired" to={ROWS} search={{ kind: 'expiry' }}>
          <Credits value={credits.expired} />
        </Figure>
        <Figure label="Spent" to={ROWS} search={{ kind: 'purchase,pull,enrichment' }}>
          <Credits value={credits.spent} />
        </Figure>
        <Figure label="Given back for returns" to={ROWS} search={{ kind: 'return' }}>
          <Credits value={credits.returned} />
        </Figure>
        <Figure label="Outstanding in wallets" to="/operator/workspaces">
          <Credits value={credits.in_wallets} />
        </Figure>
        <Figure label="Outstanding, held by quotes" to={ROWS} search={{ kind: 'hold,release' }}>
          <Credits value={credits.held} />
        </Figure>
        <Figure label="Given away" note="Promotional credits" to={ROWS} search={{ kind: 'grant' }}>
          <Credits value={promotional.given} />
        </Figure>
        <Figure label="Of that, spent">
          <Credits value={promotional.spent} />
        </Figure>
        <Figure label="Of that, left / expired">
          <Credits value={promotional.remaining} /> / <Credits value={promotional.expired} />
        </Figure>
        <Figure label="Promotional cost" note="What partners earn on it">
          {formatMoney(promotional.cost_cents, currency)}
        </Figure>
      </Figures>
    </Panel>
  )
}
