import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { type Databases, openDatabases } from '../../src/platform/db/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { installedDataDir, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { addBuyer, addListings, createMarket, expectRightLedger } from '../money/kit.ts'
import { addKey } from '../people.ts'

const ROUNDS = 5
const POSTGRES_KILLS = 2 // and one of the app, in each round
const LOAD_MS = 250
const BUYERS = 4
const LISTINGS = 3_000

/** An order that was sent, with every answer it got; the same key is sent again until one arrives. */
interface Sent {
  token: string
  key: string
  listing_ids: string[]
  orderIds: Set<string>
}

let app: SpawnedApp | undefined
afterEach(async () => {
  await app?.dispose()
  app = undefined
})

it('of purchases, none acknowledged is lost and none happens twice when app and Postgres are killed under load', async () => {
  const dataDir = await installedDataDir('none')
  app = await spawnApp({ dataDir })
  const { tokens, listings } = await withDatabases(dataDir, prepare)
  const sent: Sent[] = []
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) app = await spawnApp({ dataDir })
    await withDatabases(dataDir, (db, ownerUrl) => expectRightLedger({ db, ownerUrl }))
    const load = startLoad(app, tokens, listings, sent)
    for (let kill = 0; kill < POSTGRES_KILLS; kill++) {
      await sleep(LOAD_MS * (0.5 + Math.random()))
      killIfThere(await app.postgresPid())
      while ((await app.client.request('GET', '/readyz')).status !== 200) await sleep(30)
    }
    await sleep(LOAD_MS * (0.5 + Math.random()))
    await app.kill('SIGKILL')
    await load.stop()
  }

  app = await spawnApp({ dataDir })
  for (const order of sent.filter((order) => order.orderIds.size === 0)) await send(app, order)
  expect(sent.filter((order) => order.orderIds.size !== 1)).toEqual([])
  const acknowledged = sent.flatMap((order) => [...order.orderIds])
  await withDatabases(dataDir, async (db, ownerUrl) => {
    await expectRightLedger({ db, ownerUrl })
    const { rows } = await db.system.query<{ id: string }>('select id from orders')
    expect(rows.map((row) => row.id).toSorted()).toEqual(acknowledged.toSorted())
  })
  expect(acknowledged.length).toBeGreaterThan(ROUNDS)
}, 300_000)

/** A server that is just being started again has left its old number behind. */
function killIfThere(pid: number) {
  if (pid <= 0) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function prepare(db: Databases, ownerUrl: string) {
  const world = { db, ownerUrl }
  const market = await createMarket(world)
  const listings = await addListings(world, market.partner, LISTINGS)
  const tokens: string[] = []
  for (let n = 0; n < BUYERS; n++) {
    const buyer = await addBuyer(world, market.operator, 100_000)
    tokens.push(await addKey(world, buyer.workspaceId, ['read', 'write']))
  }
  return { tokens, listings }
}

/** Two loops for each buyer that send orders, again with the same key when no answer came, until stopped. */
function startLoad(target: SpawnedApp, tokens: string[], listings: string[], sent: Sent[]) {
  let stopping = false
  const loops = [...tokens, ...tokens].map(async (token) => {
    while (!stopping) {
      const start = Math.floor(Math.random() * (listings.length - 3))
      const wanted = listings.slice(start, start + 1 + Math.floor(Math.random() * 3))
      const order: Sent = { token, key: randomUUID(), listing_ids: wanted, orderIds: new Set() }
      sent.push(order)
      while (!stopping && order.orderIds.size === 0) await send(target, order).catch(() => sleep(20))
    }
  })
  return {
    async stop() {
      stopping = true
      await Promise.all(loops)
    },
  }
}

async function send(target: SpawnedApp, order: Sent) {
  const answer = await target.client.request('POST', '/api/marketplace/orders', {
    key: order.token,
    idempotencyKey: order.key,
    body: { listing_ids: order.listing_ids, on_unavailable: 'skip' },
  })
  if (answer.status === 201) order.orderIds.add(answer.body.order_id)
  else if (answer.status < 500) throw new Error(`Refused with ${answer.status}: ${answer.text}`)
  else await sleep(20)
}

async function withDatabases<T>(
  dataDir: string,
  work: (db: Databases, ownerUrl: string) => Promise<T>,
): Promise<T> {
  const ownerUrl = await embeddedUrl(dataDir)
  const db = await openDatabases({ ownerUrl, poolSize: 4, log: createLog('silent') })
  try {
    return await work(db, ownerUrl)
  } finally {
    await db.close()
  }
}
