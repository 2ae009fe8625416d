import { loadavg } from 'node:os'
import { loadConfig } from '../src/app/config.ts'
import { startApp } from '../src/app/start.ts'
import { createApiKey } from '../src/features/accounts/index.ts'
import { recountFigures } from '../src/features/analytics/recount-figures.ts'
import { normaliseRow, storeLeads } from '../src/features/leads/index.ts'
import { withWorkspace } from '../src/platform/db/index.ts'
import { createLog } from '../src/platform/log.ts'
import { type Asker, askAnalytics, ENDPOINTS, timeEndpoint } from './kit/ask-analytics.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { countRows } from './kit/count-rows.ts'
import { differences } from './kit/expect-answers.ts'
import { fillAnalytics } from './kit/fill-analytics.ts'
import { formatNumber } from './kit/rate.ts'

/*
 * How quickly the analytics answer over HTTP, every endpoint over ranges from a day to all there is, while some of what was
 * written is not folded yet; and whether they are exact, against the rows counted by plain statements.
 */
const LEADS = Number(process.env.BENCH_FIGURES_LEADS ?? 300_000)
const EVENTS = Number(process.env.BENCH_FIGURES_EVENTS ?? 300_000)
const TRIES = Number(process.env.BENCH_FIGURES_TRIES ?? 70)
const BATCH = 1_000
const FEW = 5
const MAX_P95_MS = 25

const world = await openBenchWorld()
const workspaceId = await world.newWorkspace()
tellLoad()
await took(`filling ${formatNumber(LEADS)} leads, ${formatNumber(EVENTS)} events`, () =>
  fillAnalytics(world, workspaceId, { leads: LEADS, events: EVENTS, purchases: Math.ceil(LEADS / 50) }),
)
await took('counting every figure from the rows', () => recountFigures(world.db, workspaceId))
await world.owner.query('vacuum analyze figures, figure_deltas')
await leaveUnfolded()
const app = await startApp({
  config: loadConfig({
    ...{ DATABASE_URL: world.db.ownerUrl, PORT: '0', SEED: 'none', ROLE: 'web', NODE_ENV: 'test' },
  }),
  log: createLog('silent'),
  db: world.db,
})
const { key } = await withWorkspace(world.db, workspaceId, (tx) =>
  createApiKey(tx, { workspaceId, createdBy: null, name: 'bench', scopes: ['read'] }),
)
const asker = askAnalytics(app.url ?? '', key)
try {
  await timeAll(asker)
  await compareAll(asker)
  tellLoad()
} finally {
  asker.close()
  await app.stop()
  await world.close()
}

function tellLoad() {
  const loads = loadavg().map((load) => load.toFixed(1))
  console.log(`  load average ${loads.join(' ')}`)
}

async function took(what: string, work: () => Promise<unknown>) {
  const start = performance.now()
  await work()
  console.log(`  ${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

/** Two large batches, and many small ones as people and programs leave them. */
async function leaveUnfolded() {
  let n = 0
  for (const size of [BATCH, BATCH, ...Array<number>(100).fill(FEW)]) {
    const rows = Array.from({ length: size }, () => lead(n++))
    const options = { source: 'api', sourceDetail: null, onDuplicate: 'skip', actorId: null } as const
    await withWorkspace(world.db, workspaceId, (tx) => storeLeads(tx, rows, { importId: null, ...options }))
  }
}

function lead(n: number) {
  const { row } = normaliseRow(
    { email: `new-${n}@bench.example`, full_name: `New Person${n}`, job_title: 'VP Sales', country: 'US' },
    { defaultCountry: 'US' },
  )
  if (!row) throw new Error('no contact')
  return row
}

async function timeAll(asker: Asker) {
  for (const name of ENDPOINTS) {
    const { wait, work } = await timeEndpoint(world.owner, asker, name, TRIES)
    const ms = ({ p50, p95 }: typeof wait) => `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`
    console.log(`  ${name}: ${ms(wait)} (under ${MAX_P95_MS}); processor time of Postgres ${ms(work)}`)
    if (wait.p95 >= MAX_P95_MS) process.exitCode = 1
  }
}

async function compareAll(asker: Asker) {
  const to = new Date().toISOString().slice(0, 10)
  const month = new Date(Date.now() - 29 * 86_400_000).toISOString().slice(0, 10)
  for (const [query, from] of [
    ['range=all', '2020-01-01'],
    ['days=30', month],
  ] as const) {
    const counted = await countRows(world.owner, workspaceId, { from, to })
    for (const name of ENDPOINTS) {
      const { count, wrong } = differences(name, await asker.ask(name, query), counted)
      console.log(`  ${name}?${query}: ${count - wrong.length} of ${count} parts are those of the rows`)
      if (wrong.length === 0) continue
      console.log(JSON.stringify(wrong).slice(0, 2000))
      process.exitCode = 1
    }
  }
}
