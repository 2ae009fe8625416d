import { Hono } from 'hono'
import { html } from 'hono/html'
import { setAccountState, stateOf } from '../flows/accounts.ts'
import { need } from '../http/read.ts'
import type { Account } from '../store/kinds.ts'
import { now, type World } from '../world.ts'
import { contentSecurityPolicy, type Html, layout } from './layout.ts'

/** What a partner sees who is to be paid. A link works once and for some minutes, as Stripe's do. */
export function onboardingRoutes(world: World) {
  const routes = new Hono()
  const linkOf = (id: string) => {
    const link = need(world, 'account_link', id)
    return { link, isOver: link.used || link.expires_at < now() }
  }
  routes.get('/onboarding/:id', (c) => {
    const { link, isOver } = linkOf(c.req.param('id'))
    if (isOver) return c.redirect(link.refresh_url, 302)
    c.header('content-security-policy', contentSecurityPolicy([link.return_url, link.refresh_url]))
    return c.html(onboardingPage(need(world, 'account', link.account)))
  })
  routes.post('/onboarding/:id', async (c) => {
    const { link, isOver } = linkOf(c.req.param('id'))
    if (isOver) return c.redirect(link.refresh_url, 303)
    const { step } = await c.req.parseBody()
    world.store.transaction(() => {
      world.store.patch('account_link', link.id, { used: true })
      if (step === 'finish') setAccountState(world, link.account, 'enabled')
      if (step === 'review') setAccountState(world, link.account, 'restricted')
    })
    return c.redirect(link.return_url, 303)
  })
  return routes
}

function onboardingPage(account: Account): Html {
  const done = stateOf(account) === 'enabled'
  return layout(
    'Get paid',
    html`<h1>Get paid</h1>
<p class="muted">${account.email ? `For ${account.email}. ` : ''}Stripe would ask here who you are and where your bank
account is. The simulator asks nothing.</p>
${done ? html`<p class="message good">This account can be paid already.</p>` : ''}
<form method="post" class="choices">
<button class="main" name="step" value="finish">Finish: the account can be paid</button>
<button name="step" value="review">Finish, but a document is missing</button>
<button name="step" value="leave">Leave unfinished</button>
</form>`,
    { isNarrow: true },
  )
}
