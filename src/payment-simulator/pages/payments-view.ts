import { html } from 'hono/html'
import type { Charge, Session } from '../store/kinds.ts'
import type { World } from '../world.ts'
import { digitsOf, formatMoney, formatTime } from './format.ts'
import type { Html } from './layout.ts'
import { act, acts, actWithAmount, badge, type Column, table } from './table.ts'

export function paymentsView(world: World): Html {
  const { store } = world
  const open = store.list('checkout.session').filter(({ status }) => status === 'open')
  const disputes = new Map(store.list('dispute').map((dispute) => [dispute.charge, dispute]))
  const sessions = new Map(store.list('checkout.session').map((item) => [item.payment_intent, item]))
  const names = (charge: Charge) =>
    sessions.get(charge.payment_intent)?._line_items[0]?.name ?? charge.description
  const columns: Column<Charge>[] = [
    { label: 'Amount', isNumber: true, cell: (item) => formatMoney(item.amount, item.currency) },
    { label: 'State', cell: (item) => stateOf(item, disputes.get(item.id)?.status) },
    { label: 'For', cell: (item) => names(item) ?? 'Without the buyer' },
    {
      label: 'When',
      cell: (item) =>
        html`${formatTime(item.created)}<br><a href="/receipts/${item.id}"><code>${item.id}</code></a>`,
    },
    {
      label: 'What happens next',
      cell: (item) => nextFor(item, sessions.get(item.payment_intent), disputes.get(item.id)),
    },
  ]
  return html`<h2>Payments</h2>
${table('Payments', store.list('charge'), columns, 'Payments made on a checkout page appear here.')}
<h2>Open checkouts</h2>
${table('Open checkouts', open, OPEN, 'No checkout is waiting for its payment.')}`
}

const OPEN: Column<Session>[] = [
  {
    ...{ label: 'Amount', isNumber: true },
    cell: (item) =>
      item.currency && item.amount_total ? formatMoney(item.amount_total, item.currency) : 'Card only',
  },
  { label: 'For', cell: (item) => item._line_items[0]?.name ?? 'Keeping a card' },
  { label: 'Expires', cell: (item) => formatTime(item.expires_at) },
  {
    label: 'What happens next',
    cell: (item) =>
      acts(html`<a href="/c/pay/${item.id}">Open its page</a>`, act('expire', item.id, 'Expire')),
  },
]

function stateOf(charge: Charge, dispute: string | undefined): Html {
  if (charge.status === 'failed') return badge('Failed', 'bad')
  if (charge.status === 'pending') return badge('On its way', 'warn')
  if (dispute === 'needs_response') return badge('Disputed', 'bad')
  if (dispute === 'lost') return badge('Dispute lost', 'bad')
  if (charge.refunded) return badge('Refunded')
  if (charge.amount_refunded > 0)
    return badge(`Refunded ${formatMoney(charge.amount_refunded, charge.currency)}`, 'warn')
  return badge(dispute === 'won' ? 'Paid, dispute won' : 'Paid', 'good')
}

function nextFor(
  charge: Charge,
  session: Session | undefined,
  dispute: { id: string; status: string } | undefined,
): Html | string {
  const { id, currency } = charge
  if (charge.status === 'pending' && session)
    return acts(
      act('settle', session.id, 'Arrives now', { outcome: 'succeed' }),
      act('settle', session.id, 'Fails now', { outcome: 'fail' }),
    )
  if (dispute?.status === 'needs_response')
    return acts(
      act('close-dispute', dispute.id, 'Win the dispute', { outcome: 'won' }),
      act('close-dispute', dispute.id, 'Lose the dispute', { outcome: 'lost' }),
    )
  const amount = charge.amount - charge.amount_refunded
  if (charge.status !== 'succeeded' || amount === 0 || dispute?.status === 'lost') return '–'
  const rest = { amount, currency, digits: digitsOf(currency) }
  return acts(actWithAmount('refund', id, 'Refund', rest), dispute ? '' : act('dispute', id, 'Dispute'))
}
