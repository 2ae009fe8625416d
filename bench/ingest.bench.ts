import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../src/app/config.ts'
import { startApp } from '../src/app/start.ts'
import { addPixel } from '../src/features/pixels/ingest/ingest.test-kit.ts'
import { createPool } from '../src/platform/db/index.ts'
import { createLog } from '../src/platform/log.ts'
import { addPerson } from '../test/people.ts'
import { openBareIngest } from './kit/bare-ingest.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import type { LoadOrder, LoadReport } from './kit/pixel-load.ts'
import { ownProcessorTime, serverProcessorTime } from './kit/processor-time.ts'
import { formatNumber } from './kit/rate.ts'

const ROUNDS = Number(process.env.BENCH_INGEST_ROUNDS ?? 5)
const EVENTS = Number(process.env.BENCH_INGEST_EVENTS ?? 50_000)
const PER_REQUEST = Number(process.env.BENCH_INGEST_BATCH ?? 5)
const CONNECTIONS = 64
const SUSTAINED_PER_SECOND = 10_000
const SUSTAINED_SECONDS = Number(process.env.BENCH_INGEST_SECONDS ?? 10)
const LIVE_PER_SECOND = 1_000
const MIN_RATIO = 0.6
const MAX_P99_MS = 50
const MAX_LIVE_P95_MS = 100

/** What one side's rounds came to; processor times in µs. */
interface Side {
  rates: number[]
  events: number
  server: number
  postgres: number
  client: number
}

const world = await openBenchWorld()
const log = createLog('error')
const config = loadConfig({
  DATABASE_URL: world.db.ownerUrl,
  PORT: '0',
  SEED: 'none',
  ROLE: 'web',
  NODE_ENV: 'test',
})
const app = await startApp({ config, log, db: world.db })
const pool = createPool({ url: world.db.ownerUrl, name: 'bare', max: 4, log })
await world.owner.query('create table bare_events (like pixel_events including all)')
const bare = await openBareIngest(pool)
const backend = (await world.owner.query('select pg_backend_pid() as pid')).rows[0].pid
const load = fork(fileURLToPath(new URL('./kit/pixel-load.ts', import.meta.url)), {
  execArgv: ['--import', 'tsx'],
})
try {
  const person = await addPerson(world, { name: 'Bench' })
  const pixel = await addPixel(world, person.workspaceId)
  const order = (port: number, events: number, eventsPerSecond: number | null = null): LoadOrder => ({
    ...{ port, key: pixel.key, connections: CONNECTIONS, eventsPerRequest: PER_REQUEST },
    ...{ requests: Math.ceil(events / PER_REQUEST), eventsPerSecond },
  })
  const ourPort = Number(new URL(app.url ?? '').port)
  let accepted = 0
  const ask = async (wish: LoadOrder) => {
    load.send(wish)
    const [report] = (await once(load, 'message')) as [LoadReport]
    if (report.failed > 0) throw new Error(`${report.failed} requests failed`)
    if (wish.port === ourPort) accepted += report.accepted
    return report
  }
  const measure = async (side: Side, port: number) => {
    const before = [ownProcessorTime(), serverProcessorTime(backend) ?? 0] as const
    const report = await ask(order(port, EVENTS))
    side.rates.push((report.accepted * 1_000) / report.took_ms)
    side.events += report.accepted
    side.server += ownProcessorTime() - before[0]
    side.postgres += (serverProcessorTime(backend) ?? 0) - before[1]
    side.client += report.processor_us
  }

  console.log(`  load average at the beginning ${loadavg()[0]?.toFixed(1)}`)
  const [ours, limit] = [newSide(), newSide()]
  for (const port of [ourPort, bare.port]) await ask(order(port, 5_000)) // every part warms up
  await world.owner.query('analyze') // as the server itself does within a minute
  for (let round = 0; round < ROUNDS; round++) {
    await measure(ours, ourPort)
    await measure(limit, bare.port)
  }
  const ratio = median(ours.rates) / median(limit.rates)
  console.log(
    `  batches of ${PER_REQUEST}, ${CONNECTIONS} connections: ${formatNumber(median(ours.rates))} events/s, bare server ${formatNumber(median(limit.rates))}/s, ratio ${ratio.toFixed(2)} (at least ${MIN_RATIO})`,
  )
  console.log(`  processor time an event: ours ${timesOf(ours)}; bare ${timesOf(limit)}`)
  if (ratio < MIN_RATIO) process.exitCode = 1

  const steady = await ask(order(ourPort, SUSTAINED_PER_SECOND * SUSTAINED_SECONDS, SUSTAINED_PER_SECOND))
  const rate = (steady.accepted * 1_000) / steady.took_ms
  console.log(
    `  ${SUSTAINED_SECONDS} s at ${formatNumber(SUSTAINED_PER_SECOND)} events/s: ${formatNumber(rate)} events/s, ${sharesOf(steady.latencies_ms)} (p99 under ${MAX_P99_MS} ms)`,
  )
  if (share(steady.latencies_ms, 0.99) >= MAX_P99_MS || rate < SUSTAINED_PER_SECOND * 0.98) {
    process.exitCode = 1
  }

  const live = await ask({
    ...order(ourPort, LIVE_PER_SECOND * SUSTAINED_SECONDS, LIVE_PER_SECOND),
    cookie: person.cookie,
  })
  console.log(
    `  ${SUSTAINED_SECONDS} s at ${formatNumber(LIVE_PER_SECOND)} events/s: sent to live stream ${sharesOf(live.live_ms)} (p95 under ${MAX_LIVE_P95_MS} ms), ${formatNumber(live.live_ms.length)} visits heard of, ${live.unheard} not`,
  )
  if (share(live.live_ms, 0.95) >= MAX_LIVE_P95_MS || live.unheard > 0) process.exitCode = 1

  const { rows } = await world.owner.query(`select (select count(*) from pixel_events) as stored,
    (select sum(events) from visitor_sessions) as of_sessions, (select sum(events) from visitors) as of_visitors`)
  console.log(
    `  accepted ${formatNumber(accepted)}, stored ${formatNumber(Number(rows[0].stored))}, load average at the end ${loadavg()[0]?.toFixed(1)}`,
  )
  const counts = [rows[0].stored, rows[0].of_sessions, rows[0].of_visitors].map(Number)
  if (counts.some((count) => count !== accepted)) throw new Error(`Counts differ: ${counts.join(', ')}`)
} finally {
  load.disconnect()
  bare.server.close()
  bare.server.closeAllConnections()
  await pool.end()
  await app.stop()
  await world.close()
}

function newSide(): Side {
  return { rates: [], events: 0, server: 0, postgres: 0, client: 0 }
}

function timesOf({ events, server, postgres, client }: Side): string {
  const each = (us: number) => `${(us / events).toFixed(1)} µs`
  return `server ${each(server)}, Postgres ${each(postgres)}, client ${each(client)}`
}

function sharesOf(values: number[]): string {
  return [0.5, 0.95, 0.99].map((part) => `p${part * 100} ${share(values, part).toFixed(1)} ms`).join(', ')
}

function share(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

function median(values: number[]): number {
  return share(values, 0.5)
}
