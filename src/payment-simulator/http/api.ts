import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Logger } from '../../platform/log.ts'
import { resources } from '../resources/index.ts'
import { settingsOf, takeOne } from '../settings.ts'
import { API_VERSION, newId, publicView, type World } from '../world.ts'
import { expand } from './expand.ts'
import { parseForm } from './form.ts'
import { answerOnce } from './idempotency.ts'
import { Params } from './params.ts'
import type { Route } from './route.ts'
import { StripeError } from './stripe-error.ts'

/** The part of Stripe's HTTP API that is spoken here. */
export function stripeApi(world: World, log: Logger) {
  const api = new Hono()
  for (const route of resources) api[route.method](route.path, (c) => answer(c, world, route))
  api.all('/v1/*', (c) => {
    check(c, world)
    throw new StripeError(404, {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${c.req.method}: ${c.req.path}). The payment simulator does not know it.`,
    })
  })
  api.onError((error, c) => {
    const known = error instanceof StripeError
    if (!known) log.error({ err: error }, 'the payment simulator failed')
    const fields = known ? error.fields : { type: 'api_error', message: 'The payment simulator failed.' }
    return respond(c, known ? error.status : 500, JSON.stringify({ error: fields }))
  })
  return api
}

async function answer(c: Context, world: World, route: Route): Promise<Response> {
  check(c, world)
  const body = await c.req.text()
  if (takeOne(world.store, 'refuse_requests'))
    throw new StripeError(500, { type: 'api_error', message: 'Refused, as asked by the simulator.' })
  const text = route.method === 'post' ? body : (c.req.url.split('?')[1] ?? '')
  const key = route.method === 'post' ? (c.req.header('idempotency-key') ?? null) : null
  const account = c.req.header('stripe-account') ?? null
  const work = () => run(c, world, route, text, account)
  const done = answerOnce(world, { key, account, request: `${c.req.method} ${c.req.path} ${text}` }, work)
  if (done.isReplay) c.header('idempotent-replayed', 'true')
  if (route.method === 'post' && takeOne(world.store, 'lose_answers'))
    return respond(
      c,
      500,
      JSON.stringify({ error: { type: 'api_error', message: 'The answer was lost, as asked.' } }),
    )
  return respond(c, done.status, done.body)
}

function run(c: Context, world: World, route: Route, text: string, account: string | null): string {
  const raw = parseForm(text)
  const params = new Params(raw).only([...(route.takes ?? []), 'expand'])
  const call = { params, id: c.req.param('id') ?? '', innerId: c.req.param('innerId') ?? '', account }
  return JSON.stringify(publicView(expand(world.store, route.run(world, call), params.texts('expand'))))
}

/** The right key, and nothing that is no form. */
function check(c: Context, world: World) {
  const [kind, token = ''] = (c.req.header('authorization') ?? '').split(' ')
  const given = kind === 'Basic' ? Buffer.from(token, 'base64').toString().replace(/:$/, '') : token
  if (!sameSecret(given, settingsOf(world.store).secret_key)) {
    throw new StripeError(401, {
      type: 'invalid_request_error',
      message: given ? 'Invalid API Key provided.' : 'You did not provide an API key.',
    })
  }
}

export function sameSecret(given: string, right: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(right))
}

function respond(c: Context, status: number, body: string): Response {
  c.header('content-type', 'application/json')
  c.header('request-id', newId('req', 14))
  c.header('stripe-version', API_VERSION)
  return c.body(body, status as 200)
}
