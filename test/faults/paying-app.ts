import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type Stripe from 'stripe'
import { type Control, controlOf, startPaymentSimulator } from '../../src/payment-simulator/index.ts'
import { type Databases, openDatabases } from '../../src/platform/db/index.ts'
import { freePort } from '../../src/platform/embedded-postgres/free-port.ts'
import { createLog, type Logger } from '../../src/platform/log.ts'
import { createStripe } from '../../src/platform/stripe/index.ts'
import { asOwner } from '../harness/as-owner.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import {
  installedDataDir,
  newDataDir,
  type RequestOptions,
  type SpawnedApp,
  spawnApp,
} from '../harness/index.ts'
import { type Cut, type Gate, openGate } from './gate.ts'

const log = createLog('silent')

/** What test kits work on, while the app runs. */
interface Books {
  db: Databases
  ownerUrl: string
  log: Logger
}

/** The built app as a process of its own, and the payments it uses, which outlive it. */
export interface PayingApp {
  /** Plays Stripe, the bank and the person who pays. */
  control: Control
  /** A client of ours for the same payments. */
  stripe: Stripe
  /** Between the app and Stripe's API. */
  api: Gate
  /** Between Stripe's webhooks and the app. */
  webhooks: Gate
  request(method: string, path: string, options?: RequestOptions): ReturnType<SpawnedApp['client']['request']>
  /** Kills the process as soon as `moment` comes, ends what a gate holds for it, and starts it again on the same data. */
  killAt(moment: Promise<Cut | undefined>): Promise<void>
  books<T>(work: (books: Books) => Promise<T>): Promise<T>
  /** Locks what a query finds, until the app is killed or `release`. */
  lock(query: string, values?: unknown[]): Promise<Lock>
  /** Waits until every webhook has arrived and everything stored or enqueued now is done. */
  settled(): Promise<void>
  dispose(): Promise<void>
}

interface Lock {
  /** Resolves when somebody waits for it. */
  waitedFor(): Promise<undefined>
  release(): Promise<void>
}

export async function createPayingApp(): Promise<PayingApp> {
  const [dataDir, bankDir, port] = await Promise.all([installedDataDir('none'), newDataDir(), freePort()])
  const webhooks = await openGate(() => `http://127.0.0.1:${port}`)
  const simulator = await startPaymentSimulator({
    ...{ host: '127.0.0.1', port: 0, dir: bankDir, log, webhookUrl: `${webhooks.url}/api/webhooks/stripe` },
  })
  const { url, secretKey, webhookSecret } = simulator
  const api = await openGate(() => url)
  const env = {
    ...{ PORT: String(port), STRIPE_API_BASE: api.url },
    ...{ STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret },
  }
  const control = controlOf(simulator)
  let app = await spawnApp({ dataDir, env })
  const books = <T>(work: (books: Books) => Promise<T>) => withBooks(dataDir, work)
  return {
    ...{ control, api, webhooks, books },
    stripe: createStripe({ secretKey, webhookSecret, apiBase: url, isSimulated: true }),
    request: (method, path, options) => app.client.request(method, path, options),
    async killAt(moment) {
      const cut = await moment
      await app.kill('SIGKILL')
      cut?.()
      app = await spawnApp({ dataDir, env })
    },
    lock: (query, values) => lock(dataDir, query, values),
    async settled() {
      await control.webhooks.settled()
      await books(({ db }) => untilIdle(db))
    },
    async dispose() {
      await app.dispose()
      await simulator.stop()
      for (const gate of [api, webhooks]) gate.close()
      await rm(bankDir, { recursive: true, force: true })
    },
  }
}

async function withBooks<T>(dataDir: string, work: (books: Books) => Promise<T>): Promise<T> {
  const ownerUrl = await embeddedUrl(dataDir)
  const db = await openDatabases({ ownerUrl, poolSize: 4, log })
  try {
    return await work({ db, ownerUrl, log })
  } finally {
    await db.close()
  }
}

export async function until(condition: () => Promise<boolean>): Promise<undefined> {
  while (!(await condition())) await sleep(20)
}

async function lock(dataDir: string, query: string, values: unknown[] = []): Promise<Lock> {
  const ownerUrl = await embeddedUrl(dataDir)
  const client = new pg.Client({ connectionString: ownerUrl })
  client.on('error', () => {}) // the kill cuts it
  await client.connect()
  await client.query('begin')
  const { rowCount } = await client.query(query, values)
  if (rowCount === 0) throw new Error(`Nothing to lock: ${query}`)
  const { rows } = await client.query('select pg_backend_pid() as pid')
  return {
    waitedFor: () =>
      until(async () => {
        const waiting = await asOwner(
          { ownerUrl },
          'select from pg_stat_activity where $1 = any (pg_blocking_pids(pid))',
          [rows[0].pid],
        )
        return waiting.length > 0
      }),
    release: () => client.end().catch(() => {}),
  }
}

async function untilIdle(db: Databases): Promise<void> {
  await until(async () => {
    const { rows } = await db.system.query('select from stripe_events where applied_at is null limit 1')
    return rows.length === 0
  })
}
