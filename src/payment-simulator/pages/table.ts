import { html } from 'hono/html'
import type { Html } from './layout.ts'

export interface Column<T> {
  label: string
  isNumber?: boolean
  cell: (item: T) => Html | string
}

const MOST = 100

/** The newest rows; on a phone each becomes a card. `items` come oldest first. */
export function table<T>(name: string, items: T[], columns: Column<T>[], empty: string): Html {
  if (items.length === 0) return html`<p class="card muted">${empty}</p>`
  const align = (column: Column<T>) => (column.isNumber ? 'number' : '')
  const head = columns.map((column) => html`<th scope="col" class="${align(column)}">${column.label}</th>`)
  const rows = items
    .slice(-MOST)
    .reverse()
    .map((item) => {
      const cells = columns.map(
        (column) =>
          html`<td class="${align(column)}" data-label="${column.label}"><div>${column.cell(item)}</div></td>`,
      )
      return html`<tr>${cells}</tr>`
    })
  const more =
    items.length > MOST ? html`<p class="muted small">The newest ${MOST} of ${items.length}.</p>` : ''
  return html`<table><caption class="hidden">${name}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>${more}`
}

/** A button that makes something happen. */
export function act(action: string, id: string, label: string, fields: Record<string, string> = {}): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="/actions/${action}/${id}">${hidden}<button>${label}</button></form>`
}

/** One that takes an amount, in whole units of the currency; all that is left unless it is changed. */
export function actWithAmount(
  action: string,
  id: string,
  label: string,
  { amount, currency, digits }: { amount: number; currency: string; digits: number },
): Html {
  const most = (amount / 10 ** digits).toFixed(digits)
  return html`<form method="post" action="/actions/${action}/${id}">
<input type="hidden" name="currency" value="${currency}">
<input type="number" name="major" aria-label="${label}: amount in ${currency.toUpperCase()}" value="${most}" max="${most}"
 min="${(1 / 10 ** digits).toFixed(digits)}" step="${(1 / 10 ** digits).toFixed(digits)}" required><button>${label}</button></form>`
}

export function badge(text: string, tone: 'good' | 'warn' | 'bad' | '' = ''): Html {
  return html`<span class="badge ${tone}">${text}</span>`
}

export function acts(...items: (Html | string)[]): Html {
  return html`<div class="acts">${items}</div>`
}
