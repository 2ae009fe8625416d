import { type Context, Hono } from 'hono'
import { ZodError, z } from 'zod'
import type { Logger } from '../../platform/log.ts'
import { sameSecret } from '../http/api.ts'
import { StripeError } from '../http/stripe-error.ts'
import { changeSettings, settingsOf } from '../settings.ts'
import { publicView, type World } from '../world.ts'
import { act, actions } from './actions.ts'

/** For tests: what the pages do, as JSON and with the secret key. */
export function controlRoutes(world: World, log: Logger) {
  const control = new Hono()
  control.use('/_control/*', async (c, next) => {
    const given = (c.req.header('authorization') ?? '').replace(/^Bearer /, '')
    if (!sameSecret(given, settingsOf(world.store).secret_key))
      return c.json({ error: { message: 'The secret key is missing or wrong.' } }, 401)
    return next()
  })
  control.get('/_control/state', (c) => c.json(state(world)))
  control.post('/_control/settings', async (c) => {
    changeSettings(world.store, await body(c))
    return c.json(state(world))
  })
  control.post('/_control/:action/:id', async (c) => {
    const { action, id } = c.req.param()
    if (!Object.hasOwn(actions, action)) return c.json({ error: { message: `no action ${action}` } }, 404)
    return c.json(Object(publicView(act(world, action, id, await body(c)))))
  })
  control.onError((error, c) => {
    if (error instanceof StripeError) return c.json({ error: error.fields }, error.status as 400)
    if (error instanceof SyntaxError) return c.json({ error: { message: 'The body is no JSON.' } }, 400)
    if (error instanceof ZodError) return c.json({ error: { message: z.prettifyError(error) } }, 400)
    log.error({ err: error }, 'the payment simulator failed')
    return c.json({ error: { message: 'The payment simulator failed.' } }, 500)
  })
  return control
}

/** The settings without the secrets, and how many deliveries are where. */
function state(world: World) {
  const { secret_key, webhook_secret, id, object, created, base_url, ...settings } = settingsOf(world.store)
  return { settings, waiting: world.store.list('outbox').length, sent: world.store.list('delivery').length }
}

async function body(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (text === '') return {}
  const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text))
  if (!parsed.success) throw parsed.error
  return parsed.data
}
