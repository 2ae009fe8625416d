import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { act, actions } from '../control/actions.ts'
import { need } from '../http/read.ts'
import { invalid } from '../http/stripe-error.ts'
import { changeSettings, SWITCHES } from '../settings.ts'
import type { World } from '../world.ts'
import { accountsView, cardsView, transfersView } from './connect-view.ts'
import { digitsOf } from './format.ts'
import { type Html, layout, plainPage } from './layout.ts'
import { paymentsView } from './payments-view.ts'
import { settingsView } from './settings-view.ts'
import { eventView, webhooksView } from './webhooks-view.ts'

const TABS = [
  ['/', 'Payments', paymentsView],
  ['/cards', 'Cards', cardsView],
  ['/accounts', 'Accounts', accountsView],
  ['/transfers', 'Transfers', transfersView],
  ['/webhooks', 'Webhooks', webhooksView],
  ['/settings', 'Settings', settingsView],
] as const

/** For who plays bank, buyer and Stripe. */
export function dashboardRoutes(world: World) {
  const routes = new Hono()
  for (const [path, name, view] of TABS)
    routes.get(path, (c) => c.html(frame(path, name, view(world), c.req.query('done'))))
  routes.get('/accounts/:id', (c) => {
    need(world, 'account', c.req.param('id'))
    return c.html(frame('/accounts', 'Accounts', html`${accountsView(world)}${transfersView(world)}`))
  })
  routes.get('/events/:id', (c) =>
    c.html(frame('/webhooks', 'Event', eventView(need(world, 'event', c.req.param('id'))))),
  )
  routes.post('/settings', async (c) => {
    const off = Object.fromEntries(SWITCHES.map((name) => [name, false]))
    changeSettings(world.store, { ...off, ...(await c.req.parseBody()) })
    return c.redirect('/settings?done=settings', 303)
  })
  routes.post('/actions/:action/:id', async (c) => {
    const { action, id } = c.req.param()
    if (!Object.hasOwn(actions, action)) return c.html(plainPage('Nothing here', 'No such action.'), 404)
    act(world, action, id, inSmallestUnit(await c.req.parseBody()))
    return c.redirect(`${cameFrom(c)}?done=${action}`, 303)
  })
  return routes
}

const DONE: Record<string, string> = {
  expire: 'The checkout has expired.',
  settle: 'The bank has answered.',
  refund: 'The money went back.',
  dispute: 'The payment is disputed.',
  'close-dispute': 'The dispute is closed.',
  'set-card': 'The card behaves differently now.',
  'set-account': 'The account has changed.',
  'reverse-transfer': 'The transfer was taken back.',
  'pay-payout': 'The money is in the bank.',
  'fail-payout': 'The bank sent the money back.',
  resend: 'The event is on its way again.',
  settings: 'The settings are saved.',
}

function frame(path: string, name: string, view: Html, done = ''): Html {
  const tabs = TABS.map(
    ([to, label]) => html`<a href="${to}" ${to === path ? html`aria-current="page"` : ''}>${label}</a>`,
  )
  const said = Object.hasOwn(DONE, done) ? html`<p class="message good" role="status">${DONE[done]}</p>` : ''
  return layout(
    name,
    html`<h1>Payment simulator</h1>
<p class="muted">Play the buyer's bank, Stripe and the partner's bank, and see what the app is told.</p>
<nav aria-label="Pages">${tabs}</nav>${said}${view}`,
  )
}

/** People write whole units, the API counts the smallest. */
function inSmallestUnit({ major, currency, ...rest }: Record<string, unknown>): Record<string, unknown> {
  if (major === undefined) return rest
  if (typeof currency !== 'string' || !/^[a-z]{3}$/.test(currency)) throw invalid('No such currency.')
  return { ...rest, amount: Math.round(Number(major) * 10 ** digitsOf(currency)) }
}

/** The tab the form was on. */
function cameFrom(c: Context): string {
  const referer = c.req.header('referer')
  const path = referer && URL.canParse(referer) ? new URL(referer).pathname : '/'
  return TABS.some(([tab]) => tab === path) || /^\/events\/evt_\w+$/.test(path) ? path : '/'
}
