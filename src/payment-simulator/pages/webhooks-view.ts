import { html } from 'hono/html'
import { settingsOf } from '../settings.ts'
import type { Delivery, Event } from '../store/kinds.ts'
import type { World } from '../world.ts'
import { formatTime } from './format.ts'
import type { Html } from './layout.ts'
import { act, acts, badge, type Column, table } from './table.ts'

export function webhooksView({ store }: World): Html {
  const { hold, drop } = settingsOf(store)
  const deliveries = [...store.list('delivery'), ...store.list('outbox')].sort(
    (a, b) => a.created - b.created,
  )
  const columns: Column<Delivery>[] = [
    { label: 'Event', cell: (item) => eventCell(item, store.get('event', item.event)) },
    { label: 'State', cell: (item) => stateOf(item, hold) },
    { label: 'Tries', isNumber: true, cell: (item) => String(item.attempts) },
    { label: 'Last answer', cell: (item) => String(item.last_status ?? item.last_error ?? '–') },
    { label: 'When', cell: (item) => formatTime(item.created) },
    { label: 'Do', cell: (item) => acts(act('resend', item.event, 'Send again')) },
  ]
  return html`<h2>Webhooks</h2>
${hold ? html`<p class="message warn">All webhooks are held back. Release them under <a href="/settings">Settings</a>.</p><br>` : ''}
${drop ? html`<p class="message warn">New webhooks are dropped. Change that under <a href="/settings">Settings</a>.</p><br>` : ''}
${table('Webhooks', deliveries, columns, 'What the app is told appears here.')}`
}

/** One event, as it is sent. */
export function eventView(event: Event): Html {
  return html`<h2>${event.type}</h2>
<p class="muted">${formatTime(event.created)} · <code>${event.id}</code></p>
${acts(act('resend', event.id, 'Send again'))}
<br><pre tabindex="0" aria-label="The event as JSON">${JSON.stringify(event, null, 2)}</pre>`
}

function eventCell(delivery: Delivery, event: Event | undefined): Html {
  return html`<a href="/events/${delivery.event}">${event?.type ?? delivery.event}</a>`
}

function stateOf({ state, attempts }: Delivery, isHeld: boolean): Html {
  if (state === 'delivered') return badge('Arrived', 'good')
  if (state === 'dropped') return badge('Dropped', 'bad')
  if (isHeld) return badge('Held', 'warn')
  return attempts > 0 ? badge('Trying again', 'bad') : badge('On its way', 'warn')
}
