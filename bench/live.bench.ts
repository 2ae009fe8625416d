import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../src/app/config.ts'
import { startApp } from '../src/app/start.ts'
import { appendEvent } from '../src/features/events/index.ts'
import { buyListings } from '../src/features/marketplace/index.ts'
import { type Databases, withWorkspace } from '../src/platform/db/index.ts'
import { createLog } from '../src/platform/log.ts'
import { addPartner, giveCredits } from '../test/market.ts'
import { addPerson } from '../test/people.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { sellableLeads } from './kit/sellable-leads.ts'

const CLIENTS = 500
const EVENTS = 200
const GAP_MS = 25
const MAX_P95_MS = 20
const BUYERS = 4
const PURCHASES = 250
const MIN_RATIO = 0.9

const world = await openBenchWorld()
const config = loadConfig({ DATABASE_URL: world.db.ownerUrl, PORT: '0', SEED: 'none', LOG_LEVEL: 'silent' })
const app = await startApp({ config, log: createLog('silent'), db: world.db })
try {
  const buyer = await addPerson(world, { name: 'Bench buyer' })
  const partner = await addPartner(world, 'Bench partner')
  await giveCredits(world, buyer.workspaceId, 1_000_000)
  const listings = await sellableLeads(world.owner, world.db, partner.workspaceId, PURCHASES * BUYERS * 5)

  await purchases(world.db, buyer.workspaceId, listings) // warms up
  const without = await purchases(world.db, buyer.workspaceId, listings)
  const together = await connect(app.url ?? '', [buyer.cookie])
  await fanOut(buyer.workspaceId, together.delays)
  together.readers.disconnect()
  // ten readers each: the buyers' own workspace, and others to whom its purchases are nothing
  const others = await Promise.all(
    Array.from({ length: 49 }, (_, n) => addPerson(world, { name: `Other ${n}` })),
  )
  const spread = await connect(
    app.url ?? '',
    [buyer, ...others].map(({ cookie }) => cookie),
  )
  const withReaders = await purchases(world.db, buyer.workspaceId, listings)
  // once more without, so that neither had the better of the machine's mood
  spread.readers.disconnect()
  await sleep(500)
  const after = await purchases(world.db, buyer.workspaceId, listings)
  reportPurchases(withReaders, (without + after) / 2)
} finally {
  await app.stop()
  await world.close()
}

/** Commit to reader; the clock is read just before the write, so the commit itself is counted too. */
async function fanOut(workspaceId: string, delays: number[]): Promise<void> {
  for (let n = 0; n < EVENTS; n++) {
    await withWorkspace(world.db, workspaceId, (tx) =>
      appendEvent(tx, {
        workspaceId,
        type: 'bench',
        payload: { sent: performance.timeOrigin + performance.now() },
      }),
    )
    await sleep(GAP_MS)
  }
  const expected = EVENTS * CLIENTS
  for (let waited = 0; delays.length < expected && waited < 10_000; waited += 100) await sleep(100)
  const sorted = [...delays].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const times = [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${at(share).toFixed(1)} ms`).join(', ')
  const heard = `${delays.length.toLocaleString('en')} of ${expected.toLocaleString('en')}`
  console.log(`  write to ${CLIENTS} readers: ${times} (p95 under ${MAX_P95_MS} ms); ${heard} deliveries`)
  if (at(0.95) >= MAX_P95_MS || delays.length !== expected) process.exitCode = 1
}

async function connect(url: string, cookies: string[]) {
  const delays: number[] = []
  const program = fileURLToPath(new URL('./kit/listeners.ts', import.meta.url))
  const readers = fork(program, [JSON.stringify({ url, cookies, count: CLIENTS })], {
    execArgv: ['--import', 'tsx'],
  })
  await new Promise<void>((resolve, reject) => {
    readers.on('exit', (code) => reject(new Error(`The readers ended with ${code}`)))
    readers.on('message', (message: { connected?: number; delays?: number[] }) => {
      if (message.connected) resolve()
      delays.push(...(message.delays ?? []))
    })
  })
  return { readers, delays }
}

/** Single purchases a second by several members of one workspace at once. */
async function purchases(db: Databases, workspaceId: string, listings: string[]): Promise<number> {
  const start = performance.now()
  await Promise.all(
    Array.from({ length: BUYERS }, async () => {
      for (let n = 0; n < PURCHASES; n++) {
        const request = { listing_ids: [listings.pop() as string], on_unavailable: 'fail' as const }
        await buyListings(db, {
          workspaceId,
          actorId: null,
          idempotencyKey: randomBytes(12).toString('hex'),
          request,
        })
      }
    }),
  )
  return (BUYERS * PURCHASES * 1_000) / (performance.now() - start)
}

function reportPurchases(ours: number, limit: number): void {
  const ratio = ours / limit
  const [a, b] = [ours, limit].map((value) => Math.round(value).toLocaleString('en'))
  console.log(
    `  purchases with ${CLIENTS} readers ${a}/s, without ${b}/s, ratio ${ratio.toFixed(2)} (at least ${MIN_RATIO})`,
  )
  if (ratio < MIN_RATIO) process.exitCode = 1
}
