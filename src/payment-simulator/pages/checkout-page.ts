import { html } from 'hono/html'
import { settingsOf } from '../settings.ts'
import type { Session } from '../store/kinds.ts'
import { now, type World } from '../world.ts'
import { formatMoney } from './format.ts'
import { type Html, layout, plainPage } from './layout.ts'

/** Where a person goes after a session is complete. */
export function successUrl(session: Session): string {
  return session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}

export function checkoutPage(world: World, session: Session): Html {
  if (session.status === 'complete')
    return plainPage('This checkout is complete', 'It cannot be paid a second time.', {
      ...{ href: successUrl(session), label: 'Go back' },
    })
  if (session.status === 'expired' || session.expires_at <= now())
    return plainPage(
      'This checkout has expired',
      'Nothing was charged. Start again where you came from.',
      session.cancel_url ? { href: session.cancel_url, label: 'Go back' } : undefined,
    )
  const what = session.mode === 'setup' ? setupPart() : paymentPart(world, session)
  const title = session.mode === 'setup' ? 'Keep a card' : `Pay ${price(session)}`
  return layout(
    title,
    html`<h1>${title}</h1>
<p class="muted">${session.customer_email ? `For ${session.customer_email}. ` : ''}Choose how this payment ends.</p>
${what}`,
    { isNarrow: true },
  )
}

function paymentPart(world: World, session: Session): Html {
  const lines = session._line_items.map(
    ({ name, description, quantity, unit_amount, currency }) => html`<div>
<dt>${name}${quantity > 1 ? ` × ${quantity}` : ''}${description ? html`<br><span class="muted small">${description}</span>` : ''}</dt>
<dd class="number">${formatMoney(unit_amount * quantity, currency)}</dd></div>`,
  )
  const seconds = settingsOf(world.store).async_seconds
  const keeps = session._intent.setup_future_usage
    ? html`<p class="muted small">The test card ending in 4242 is kept for later payments, as was asked.</p>`
    : ''
  return html`<section class="card" aria-label="Order"><dl class="lines">${lines}
<div class="total"><dt>Total</dt><dd class="number">${price(session)}</dd></div></dl></section>
${refusal(world, session)}
<form method="post" class="choices">
${keeps}
<button class="main" name="way" value="pay">Pay ${price(session)} with a test card</button>
<button name="way" value="decline">Pay, but the card is declined</button>
<fieldset><legend>By bank debit, which takes its time</legend>
<button name="way" value="later">Pay later: arrives after ${seconds} s</button>
<button name="way" value="later_fails">Pay later: fails after ${seconds} s</button>
</fieldset>
${cancel(session)}
</form>`
}

function setupPart(): Html {
  return html`<form method="post" class="choices">
<button class="main" name="way" value="pay">Keep the test card ending in 4242</button>
<button name="way" value="decline">The card is declined</button>
</form>`
}

function refusal(world: World, session: Session): Html | string {
  const intent = session.payment_intent && world.store.get('payment_intent', session.payment_intent)
  if (!intent || intent.last_payment_error === null) return ''
  return html`<p class="message bad" role="alert">The card was declined, so nothing was charged. You can try again.</p>`
}

function cancel(session: Session): Html | string {
  return session.cancel_url ? html`<a class="button" href="${session.cancel_url}">Cancel and go back</a>` : ''
}

function price(session: Session): string {
  return formatMoney(session.amount_total ?? 0, session.currency ?? 'usd')
}
