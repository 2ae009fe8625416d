import { randomUUID } from 'node:crypto'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import Stripe from 'stripe'
import { loadConfig } from '../src/app/config.ts'
import { startApp } from '../src/app/start.ts'
import { createLog } from '../src/platform/log.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { formatNumber } from './kit/rate.ts'

const EVENTS = Number(process.env.BENCH_WEBHOOKS ?? 1_500)
const ROUNDS = Number(process.env.BENCH_WEBHOOK_ROUNDS ?? 5)
const AT_ONCE = 16
const WORKSPACES = 50
const SECRET = 'whsec_of_the_bench'

interface Delivery {
  body: string
  signature: string
}

const world = await openBenchWorld()
const app = await startApp({
  config: loadConfig({
    ...{ DATABASE_URL: world.db.ownerUrl, PORT: '0', SEED: 'none', ROLE: 'web', NODE_ENV: 'test' },
    ...{ STRIPE_SECRET_KEY: 'sk_test_of_the_bench', STRIPE_WEBHOOK_SECRET: SECRET },
  }),
  log: createLog('silent'),
  db: world.db,
})
const pool = new pg.Pool({ connectionString: world.db.ownerUrl, max: 10 })
pool.on('error', () => {}) // the server goes first
await world.owner.query('create table bare_events (id text primary key, type text, payload json)')
const bare = await listenBare()
const workspaces = await Promise.all(Array.from({ length: WORKSPACES }, world.newWorkspace))
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
try {
  const figures = {
    answered: [] as number[],
    applied: [] as number[],
    limit: [] as number[],
    overHttp: [] as number[],
  }
  for (let round = 0; round <= ROUNDS; round++) {
    const limit = await perSecond(await paidEvents(), keepBare)
    const overHttp = await perSecond(await paidEvents(), (delivery) => post(bare.url, delivery))
    const events = await paidEvents()
    const start = performance.now()
    const answered = await perSecond(events, (delivery) => post(`${app.url}/api/webhooks/stripe`, delivery))
    await allApplied()
    const applied = (EVENTS * 1_000) / (performance.now() - start)
    if (round === 0) continue // warms up
    for (const [name, value] of Object.entries({ answered, applied, limit, overHttp }))
      figures[name as keyof typeof figures].push(value)
  }
  await expectAllGranted()
  const [answered, applied] = [median(figures.answered), median(figures.applied)]
  const [limit, overHttp] = [median(figures.limit), median(figures.overHttp)]
  const line = (what: string, ours: number, against: number, target: number | null) => {
    const ratio = ours / against
    const verdict = target === null ? '' : ratio >= target ? `  (wanted ${target})` : `  BELOW ${target}`
    console.log(
      `${what}: ours ${formatNumber(ours)}/s, limit ${formatNumber(against)}/s, ratio ${ratio.toFixed(2)}${verdict}`,
    )
  }
  console.log(`${EVENTS} payments at a time, ${AT_ONCE} at once, each its own; median of ${ROUNDS} rounds`)
  line(
    'answered over HTTP against a bare server that checks the signature and inserts',
    answered,
    overHttp,
    0.5,
  )
  line('answered over HTTP against the check and the insert alone, without HTTP', answered, limit, null)
  line(
    'applied (credits granted, invoice issued) against the check and the insert alone',
    applied,
    limit,
    null,
  )
  if (answered / overHttp < 0.5) process.exitCode = 1
} finally {
  agent.destroy()
  bare.close()
  await app.stop()
  await pool.end()
  await world.close()
}

/** The least that keeps a webhook: its signature checked, its row durable. */
async function keepBare({ body, signature }: Delivery): Promise<void> {
  const { id, type } = Stripe.webhooks.constructEvent(body, signature, SECRET)
  await pool.query({
    name: 'bare',
    text: 'insert into bare_events (id, type, payload) values ($1, $2, $3) on conflict do nothing',
    values: [id, type, body],
  })
}

async function listenBare() {
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', async () => {
      const signature = String(incoming.headers['stripe-signature'])
      await keepBare({ body: Buffer.concat(parts).toString(), signature })
      outgoing.end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, close: () => server.close() }
}

function post(url: string, { body, signature }: Delivery): Promise<void> {
  const headers = {
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    'stripe-signature': signature,
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`It answered ${answer.statusCode}`)),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Checkouts that are open, and for each the event that it was paid, of the size Stripe's have. */
async function paidEvents(): Promise<Delivery[]> {
  const { rows } = await world.owner.query(
    `insert into checkouts (workspace_id, kind, package_id, package_name, credits_hundredths, amount_cents, currency, expires_at)
     select ($1::uuid[])[1 + n % $2::int], 'session', p.id, p.name, p.credits_hundredths, p.price_cents, p.currency, now() + interval '2 hours'
     from generate_series(1, $3::int) n, credit_packages p where p.name = 'Starter'
     returning id, workspace_id, amount_cents, currency`,
    [workspaces, WORKSPACES, EVENTS],
  )
  return rows.map(({ id, workspace_id, amount_cents, currency }) => {
    const session = {
      ...{ id: `cs_${id}`, object: 'checkout.session', mode: 'payment', client_reference_id: id },
      ...{ metadata: { checkout_id: id, workspace_id }, amount_total: Number(amount_cents), currency },
      ...{
        payment_intent: `pi_${id}`,
        status: 'complete',
        payment_status: 'paid',
        padding: 'x'.repeat(2_000),
      },
    }
    const body = JSON.stringify({
      ...{ id: `evt_${randomUUID()}`, object: 'event', type: 'checkout.session.completed' },
      ...{ created: Math.floor(Date.now() / 1_000), data: { object: session } },
    })
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: SECRET })
    return { body, signature }
  })
}

async function perSecond(
  deliveries: Delivery[],
  act: (delivery: Delivery) => Promise<void>,
): Promise<number> {
  const queue = deliveries.values()
  agent.destroy() // a connection that was idle for seconds may be on its way to be closed
  const start = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const delivery of queue) await act(delivery)
    }),
  )
  return (deliveries.length * 1_000) / (performance.now() - start)
}

async function allApplied(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('select from stripe_events where applied_at is null limit 1')
    if (rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function expectAllGranted(): Promise<void> {
  const { rows } = await pool.query(
    `select (select count(*) from stripe_events where outcome = 'applied') as applied, (select count(*) from invoices) as invoices`,
  )
  const wanted = String(EVENTS * (ROUNDS + 1))
  if (rows[0].applied !== wanted || rows[0].invoices !== wanted)
    throw new Error(`Not all: ${JSON.stringify(rows)}`)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
}
