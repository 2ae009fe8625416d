import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Control, controlOf, startPaymentSimulator } from '../../src/payment-simulator/index.ts'
import { freePort } from '../../src/platform/embedded-postgres/free-port.ts'
import { asOwner } from '../harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../harness/index.ts'
import type { Person } from '../people.ts'

export interface PayWorld extends TestWorld {
  app: TestApp
  /** Plays Stripe, the bank and the buyer. */
  stripe: Control
  webhookSecret: string
  /** Waits until every webhook has arrived and every stored event that can be applied is. */
  settled(): Promise<void>
}

/** The real app with keys of Stripe, whose API is the simulator's, and whose webhooks come over HTTP. */
export async function createPayWorld(): Promise<PayWorld> {
  const world = await createTestWorld()
  const dir = mkdtempSync(join(tmpdir(), 'assay-pay-'))
  const port = await freePort()
  const simulator = await startPaymentSimulator({
    ...{ host: '127.0.0.1', port: 0, dir, log: world.log },
    webhookUrl: `http://127.0.0.1:${port}/api/webhooks/stripe`,
  })
  const app = await world.startApp({
    ...{ PORT: String(port), STRIPE_SECRET_KEY: simulator.secretKey },
    ...{ STRIPE_WEBHOOK_SECRET: simulator.webhookSecret, STRIPE_API_BASE: simulator.url },
  })
  const stripe = controlOf(simulator)
  return {
    ...world,
    ...{ app, stripe, webhookSecret: simulator.webhookSecret },
    async settled() {
      await stripe.webhooks.settled()
      await until(async () => {
        const { rows } = await world.db.system.query(
          'select from stripe_events where applied_at is null and attempts = 0',
        )
        return rows.length === 0
      })
    },
    async dispose() {
      await world.dispose()
      await simulator.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Requests of one person. */
export function as({ app }: Pick<PayWorld, 'app'>, { cookie }: Person) {
  return {
    get: (path: string) => app.client.request('GET', path, { cookie }),
    post: (path: string, body: unknown = {}, idempotencyKey?: string) =>
      app.client.request('POST', path, { cookie, body, idempotencyKey }),
    patch: (path: string, body: unknown) => app.client.request('PATCH', path, { cookie, body }),
  }
}

/** Begins to buy a package; answers the checkout and its session at Stripe. */
export async function begin(world: PayWorld, person: Person, name = 'Starter', more: object = {}) {
  const api = as(world, person)
  const { body } = await api.get('/api/credits/checkout')
  const wanted = body.data.find((item: { name: string }) => item.name === name)
  const answer = await api.post('/api/credits/checkout', { package_id: wanted.id, ...more })
  const { rows } = await world.db.system.query(
    'select stripe_session_id as id from checkouts where id = $1',
    [answer.body.checkout_id],
  )
  return { checkoutId: answer.body.checkout_id as string, sessionId: rows[0]?.id as string, answer }
}

export { asOwner }
