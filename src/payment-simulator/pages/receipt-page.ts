import { html } from 'hono/html'
import type { Charge } from '../store/kinds.ts'
import type { World } from '../world.ts'
import { formatMoney, formatTime } from './format.ts'
import { type Html, layout } from './layout.ts'

export function receiptPage(world: World, charge: Charge): Html {
  const refunds = world.store
    .list('refund')
    .filter((refund) => refund.charge === charge.id && refund.status === 'succeeded')
    .map(
      ({ created, amount, currency }) =>
        html`<div><dt>Refund, ${formatTime(created)}</dt><dd class="number">−${formatMoney(amount, currency)}</dd></div>`,
    )
  const session = world.store
    .list('checkout.session')
    .find((item) => item.payment_intent === charge.payment_intent)
  const name = session?._line_items[0]?.name ?? charge.description ?? 'Payment'
  const left = formatMoney(charge.amount - charge.amount_refunded, charge.currency)
  return layout(
    'Receipt',
    html`<h1>Receipt</h1>
<p class="muted">${formatTime(charge.created)} · <code>${charge.id}</code></p>
<section class="card"><dl class="lines">
<div><dt>${name}</dt><dd class="number">${formatMoney(charge.amount, charge.currency)}</dd></div>
${refunds}
<div class="total"><dt>${charge.status === 'succeeded' ? 'Paid' : `Not paid (${charge.status})`}</dt><dd class="number">${charge.status === 'succeeded' ? left : '–'}</dd></div>
</dl></section>`,
    { isNarrow: true },
  )
}
