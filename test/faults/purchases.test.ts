import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { verifyLedger } from '../../src/features/credits/index.ts'
import { type Databases, openDatabases } from '../../src/platform/db/index.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Client } from '../harness/client.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { newDataDir, type SpawnedApp, spawnApp } from '../harness/spawn-app.ts'
import { addListings, addPartner, giveCredits } from '../market.ts'
import { addKey, addPerson } from '../people.ts'

const ROUNDS = 8
const BUYERS = 6
const LISTINGS = 600
const CREDITS = 400

interface Buyer {
  workspaceId: string
  key: string
}

interface Order {
  buyer: Buyer
  idempotencyKey: string
  listingIds: string[]
  /** What the server answered; null when the kill came first. */
  orderId: string | null
}

const log = createLog('silent')
const dataDir = await newDataDir()
const orders: Order[] = []
let app: SpawnedApp
let db: Databases
let listingIds: string[]
let buyers: Buyer[]

afterAll(() => app?.dispose())

async function start() {
  app = await spawnApp({ dataDir })
  await open()
}

async function open() {
  db = await openDatabases({ ownerUrl: await embeddedUrl(dataDir), poolSize: 4, log })
}

async function makeWorld() {
  const partner = await addPartner({ db })
  const leads = Array.from({ length: LISTINGS }, () => ({}))
  listingIds = (await addListings({ db }, partner, leads, { price: 1, maxBuyers: 3 })).map(
    (sold) => sold.listingId,
  )
  buyers = await Promise.all(
    Array.from({ length: BUYERS }, async () => {
      const { workspaceId } = await addPerson({ db })
      await giveCredits({ db }, workspaceId, CREDITS)
      return { workspaceId, key: await addKey({ db }, workspaceId, ['read', 'write']) }
    }),
  )
}

function send(client: Client, { buyer, idempotencyKey, listingIds }: Order) {
  return client.request('POST', '/api/marketplace/orders', {
    body: { listing_ids: listingIds, on_unavailable: 'skip' },
    key: buyer.key,
    idempotencyKey,
  })
}

/** Buys until the kill: each buyer takes listings all over the market, so that they collide. */
async function buyUntil(isKilled: () => boolean, buyer: Buyer, round: number) {
  for (let n = 0; !isKilled(); n++) {
    const at = (round * 131 + n * 17 + buyers.indexOf(buyer) * 5) % (LISTINGS - 3)
    const order: Order = {
      buyer,
      idempotencyKey: `round-${round}-${n}`,
      listingIds: listingIds.slice(at, at + 3),
      orderId: null,
    }
    orders.push(order)
    const answer = await send(app.client, order).catch(() => null)
    if (answer?.status === 201) order.orderId = answer.body.order_id
    else if (answer?.status === 402) return
  }
}

async function killUnderLoad(round: number) {
  const isPostgresTurn = round % 2 === 1
  let isKilled = false
  const load = buyers.map((buyer) => buyUntil(() => isKilled, buyer, round))
  await sleep(300 + ((round * 173) % 500))
  if (isPostgresTurn) process.kill(await app.postgresPid(), 'SIGKILL')
  else await app.kill('SIGKILL')
  isKilled = true
  await Promise.all(load)
  await db.close()
  if (isPostgresTurn) {
    while ((await app.client.request('GET', '/readyz')).status !== 200) await sleep(50)
    await open()
  } else await start()
}

async function expectRightLedger() {
  const findings = await verifyLedger(db)
  expect(findings.length).toBeGreaterThan(3)
  expect(findings.filter((finding) => finding.wrong > 0)).toEqual([])
}

/** Nothing that was answered is lost, and an order whose answer was lost takes effect at most once. */
async function expectEveryOrderOnce() {
  for (const order of orders) {
    const again = await send(app.client, order)
    if (order.orderId) expect([again.status, again.body.order_id]).toEqual([201, order.orderId])
    else expect([201, 402]).toContain(again.status)
    if (again.status === 201) order.orderId = again.body.order_id
  }
  const { rows } = await db.system.query<{ id: string }>('select id from orders')
  const answered = orders.map((order) => order.orderId).filter((id) => id !== null)
  expect(rows.map((row) => row.id).sort()).toEqual([...new Set(answered)].sort())
  const sold = await db.system.query<{ over: number }>(
    `select count(*) as over from listings l where times_sold > max_buyers
       or times_sold <> (select count(*) from order_items i where i.listing_id = l.id)`,
  )
  expect(sold.rows).toEqual([{ over: 0 }])
}

it(`the books are right after each of ${ROUNDS} kills of the app and of Postgres while people buy`, async () => {
  await start()
  await makeWorld()
  for (let round = 0; round < ROUNDS; round++) {
    await killUnderLoad(round)
    await expectRightLedger()
  }
  expect(orders.filter((order) => order.orderId).length).toBeGreaterThan(ROUNDS)
  await expectEveryOrderOnce()
  await expectRightLedger()
  await db.close()
})
