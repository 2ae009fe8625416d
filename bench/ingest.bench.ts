import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../src/app/config.ts'
import { startApp } from '../src/app/start.ts'
import { addPixel } from '../src/features/pixels/ingest/ingest.test-kit.ts'
import { createPool } from '../src/platform/db/index.ts'
import { createLog } from '../src/platform/log.ts'
import { openBareIngest } from './kit/bare-ingest.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import type { LoadOrder, LoadReport } from './kit/pixel-load.ts'
import { formatNumber } from './kit/rate.ts'

const ROUNDS = Number(process.env.BENCH_INGEST_ROUNDS ?? 5)
const EVENTS = Number(process.env.BENCH_INGEST_EVENTS ?? 50_000)
const PER_REQUEST = Number(process.env.BENCH_INGEST_BATCH ?? 5)
const CONNECTIONS = 64
const SUSTAINED_PER_SECOND = 10_000
const SUSTAINED_SECONDS = Number(process.env.BENCH_INGEST_SECONDS ?? 10)
const MIN_RATIO = 0.6
const MAX_P99_MS = 50

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
const load = fork(fileURLToPath(new URL('./kit/pixel-load.ts', import.meta.url)), {
  execArgv: ['--import', 'tsx'],
})
try {
  const pixel = await addPixel(world, await world.newWorkspace())
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

  console.log(`  load average at the beginning ${loadavg()[0]?.toFixed(1)}`)
  const rates: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [n, port] of [ourPort, bare.port].entries()) {
      const report = await ask(order(port, round === 0 ? 5_000 : EVENTS)) // the first lets every part warm up
      if (round === 0) await world.owner.query('analyze') // as the server itself does within a minute
      if (round > 0) rates[n]?.push((report.accepted * 1_000) / report.took_ms)
    }
  }
  const [ours, limit] = [median(rates[0]), median(rates[1])]
  const ratio = ours / limit
  console.log(
    `  batches of ${PER_REQUEST}, ${CONNECTIONS} connections: ${formatNumber(ours)} events/s, bare server ${formatNumber(limit)}/s, ratio ${ratio.toFixed(2)} (at least ${MIN_RATIO})`,
  )
  if (ratio < MIN_RATIO) process.exitCode = 1

  const steady = await ask(order(ourPort, SUSTAINED_PER_SECOND * SUSTAINED_SECONDS, SUSTAINED_PER_SECOND))
  const rate = (steady.accepted * 1_000) / steady.took_ms
  const sorted = steady.latencies_ms.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  console.log(
    `  ${SUSTAINED_SECONDS} s at ${formatNumber(SUSTAINED_PER_SECOND)} events/s: ${formatNumber(rate)} events/s, ${[0.5, 0.95, 0.99].map((share) => `p${share * 100} ${at(share).toFixed(1)} ms`).join(', ')} (p99 under ${MAX_P99_MS} ms)`,
  )
  if (at(0.99) >= MAX_P99_MS || rate < SUSTAINED_PER_SECOND * 0.98) process.exitCode = 1

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

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
