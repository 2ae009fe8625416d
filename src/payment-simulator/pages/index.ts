import { Hono } from 'hono'
import { ZodError } from 'zod'
import type { Logger } from '../../platform/log.ts'
import { refuseForeignForms } from '../http/guard.ts'
import { StripeError } from '../http/stripe-error.ts'
import type { World } from '../world.ts'
import { checkoutRoutes } from './checkout-routes.ts'
import { dashboardRoutes } from './dashboard-routes.ts'
import { contentSecurityPolicy, plainPage } from './layout.ts'
import { onboardingRoutes } from './onboarding-routes.ts'
import { STYLE } from './style.ts'

/** The pages for people. */
export function pages(world: World, log: Logger) {
  const routes = new Hono()
  routes.use(refuseForeignForms)
  routes.use(async (c, next) => {
    c.header('content-security-policy', contentSecurityPolicy())
    c.header('x-content-type-options', 'nosniff')
    // A form is told from a foreign one by its origin, which 'no-referrer' would hide.
    c.header('referrer-policy', 'same-origin')
    c.header('cache-control', 'no-store')
    await next()
  })
  routes.get('/style.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))
  routes.route('/', checkoutRoutes(world))
  routes.route('/', onboardingRoutes(world))
  routes.route('/', dashboardRoutes(world))
  routes.notFound((c) =>
    c.html(plainPage('Nothing here', 'The payment simulator has no such page.', HOME), 404),
  )
  routes.onError((error, c) => {
    if (error instanceof StripeError && error.status === 404)
      return c.html(plainPage('Nothing here', `${error.message}.`, HOME), 404)
    if (error instanceof StripeError || error instanceof ZodError) {
      const text = error instanceof StripeError ? error.message : 'The form was not filled in right.'
      return c.html(plainPage('That did not work', text, HOME), 400)
    }
    log.error({ err: error }, 'the payment simulator failed')
    return c.html(plainPage('The payment simulator failed', 'Its log says why.', HOME), 500)
  })
  return routes
}

const HOME = { href: '/', label: 'Go to the payment simulator' }
