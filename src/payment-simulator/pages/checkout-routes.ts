import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { paySession, WAYS } from '../flows/pay-session.ts'
import { need } from '../http/read.ts'
import { StripeError } from '../http/stripe-error.ts'
import type { World } from '../world.ts'
import { checkoutPage, successUrl } from './checkout-page.ts'
import { contentSecurityPolicy } from './layout.ts'
import { receiptPage } from './receipt-page.ts'

/** What a buyer sees. */
export function checkoutRoutes(world: World) {
  const routes = new Hono()
  const show = (c: Context) => {
    const session = need(world, 'checkout.session', c.req.param('id') ?? '')
    c.header('content-security-policy', contentSecurityPolicy([session.success_url, session.cancel_url]))
    return c.html(checkoutPage(world, session))
  }
  routes.get('/c/pay/:id', show)
  routes.post('/c/pay/:id', async (c) => {
    const id = c.req.param('id')
    const way = z.enum(WAYS).safeParse((await c.req.parseBody()).way)
    if (!way.success) return c.redirect(c.req.path, 303)
    try {
      const session = paySession(world, id, { way: way.data })
      return c.redirect(session.status === 'complete' ? successUrl(session) : c.req.path, 303)
    } catch (error) {
      // Paid or expired in another window: the page says which.
      if (error instanceof StripeError && error.status === 400) return c.redirect(c.req.path, 303)
      throw error
    }
  })
  routes.get('/receipts/:id', (c) => c.html(receiptPage(world, need(world, 'charge', c.req.param('id')))))
  return routes
}
