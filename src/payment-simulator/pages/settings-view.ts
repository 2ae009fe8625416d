import { html } from 'hono/html'
import { SWITCHES, settingsOf } from '../settings.ts'
import type { World } from '../world.ts'
import type { Html } from './layout.ts'

const NUMBERS = {
  delay_ms: 'Delay each webhook by (ms)',
  copies: 'Deliver each webhook so many times',
  async_seconds: 'A bank debit takes (s)',
  payout_seconds: 'A transfer reaches the bank after (s)',
  fail_next_transfers: 'Refuse so many transfers for want of funds',
  refuse_requests: 'Refuse so many API requests with 500',
  lose_answers: 'Lose the answers of so many API requests',
} as const

const LABELS: Record<(typeof SWITCHES)[number], string> = {
  hold: 'Hold all webhooks back',
  reorder: 'Send webhooks out of order, the newest first',
  drop: 'Drop new webhooks',
  check_balance: 'Refuse transfers that the balance does not cover',
}

export function settingsView({ store }: World): Html {
  const settings = settingsOf(store)
  const numbers = Object.entries(NUMBERS).map(
    ([name, label]) => html`<label>${label}
<input type="number" name="${name}" min="${name === 'copies' ? 1 : 0}" value="${String(settings[name as keyof typeof NUMBERS])}" required></label>`,
  )
  const switches = SWITCHES.map(
    (name) =>
      html`<label>${LABELS[name]}<input type="checkbox" name="${name}" ${settings[name] ? 'checked' : ''}></label>`,
  )
  return html`<h2>Settings</h2>
<form method="post" action="/settings" class="settings">${switches}${numbers}
<div><button class="main">Save settings</button></div></form>`
}
