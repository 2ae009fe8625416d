import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { foldFigures } from '../src/features/analytics/fold-figures.ts'
import { readCalibration } from '../src/features/analytics/read-calibration.ts'
import { readCreditUsage } from '../src/features/analytics/read-credit-usage.ts'
import { readFunnel } from '../src/features/analytics/read-funnel.ts'
import { readLeadQuality } from '../src/features/analytics/read-lead-quality.ts'
import { readMarket } from '../src/features/analytics/read-market.ts'
import { readPixels } from '../src/features/analytics/read-pixels.ts'
import { readSegments } from '../src/features/analytics/read-segments.ts'
import { readSources } from '../src/features/analytics/read-sources.ts'
import { readWorkspaceStats } from '../src/features/analytics/read-workspace-stats.ts'
import { recountFigures } from '../src/features/analytics/recount-figures.ts'
import type { RangeQuery } from '../src/features/analytics/schema.ts'
import { normaliseRow, storeLeads } from '../src/features/leads/index.ts'
import { type Tx, withWorkspace } from '../src/platform/db/index.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { fillLeads } from './kit/fill-leads.ts'
import { fillSales } from './kit/fill-sales.ts'
import { formatNumber } from './kit/rate.ts'
import { figureSwitch } from './kit/without-figures.ts'

/*
 * What figures cost those who write, and how quickly they answer. Writing is measured with and without them in turn: the
 * function as it is, and its own text with what tells the figures cut out. Reading is every question over ranges from a
 * day to all there is, while some of what was written is not folded yet.
 */
const LEADS = Number(process.env.BENCH_FIGURES_LEADS ?? 1_000_000)
const ROUNDS = Number(process.env.BENCH_FIGURES_ROUNDS ?? 15)
const BATCH = 1_000
const ORDERS = 100
const TRIES = Number(process.env.BENCH_FIGURES_TRIES ?? 40)
const MAX_P95_MS = 25
const MIN_RATIO = 0.8
const signal = new AbortController().signal
const INDUSTRIES = ['Software', 'Retail', 'Manufacturing', 'Healthcare', 'Finance', 'Construction']
const READS: Record<string, (tx: Tx, query: RangeQuery, workspaceId: string) => Promise<unknown>> = {
  'workspace-stats': readWorkspaceStats,
  'credit-usage': readCreditUsage,
  'lead-quality': readLeadQuality,
  funnel: readFunnel,
  segments: readSegments,
  pixels: readPixels,
  sources: readSources,
  calibration: readCalibration,
  marketplace: (tx, query, workspaceId) => readMarket(tx, workspaceId, query),
}

/** Two years of traffic on twenty pixels, of pulls from twenty segments, of credits and of sales: some each day. */
const TRADE = `
insert into figure_deltas (workspace_id, kind, at, key, counts)
select $1::uuid, k.kind, now() - d * interval '1 day', k.key, k.counts
from generate_series(0, 729) d
cross join (
  select 'pixel' as kind, md5('pixel' || n)::uuid::text as key, '{700,900,90,50,5}'::bigint[] as counts from generate_series(1, 20) n
  union all select 'origin', 'audience:' || md5('pull' || n)::uuid, '{50,45,3,0,9,4,1,3000}' from generate_series(1, 20) n
  union all select 'cost', 'audience:' || md5('pull' || n)::uuid, '{2500,0}' from generate_series(1, 20) n
  union all select 'credit', unnest(array['purchase','pull','enrichment','return','checkout']), '{-5000,12}'
  union all select 'listing', '', '{300,120}'
  union all select 'sale', '', '{250,60000,30000,7,900}'
) k`

const world = await openBenchWorld()
try {
  console.log(
    `  load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  )
  await compareImport(await world.newWorkspace())
  await comparePurchases()
  await measureReads(await world.newWorkspace())
} finally {
  await world.close()
}

/** Rounds with and without in turn, so that a busy moment of the machine meets both. */
async function compare(name: string, unit: number, turn: (isOn: boolean) => Promise<() => Promise<unknown>>) {
  const times: Record<'true' | 'false', number[]> = { true: [], false: [] }
  for (let round = 0; round < ROUNDS + 2; round++) {
    for (const isOn of round % 2 ? [true, false] : [false, true]) {
      const work = await turn(isOn)
      const start = performance.now()
      await work()
      if (round > 1) times[`${isOn}`].push(performance.now() - start)
    }
  }
  const [on, off] = [median(times.true), median(times.false)]
  const ratio = off / on
  console.log(
    `  ${name}: ${formatNumber((unit * 1000) / on)}/s with figures, ${formatNumber((unit * 1000) / off)}/s without, ratio ${ratio.toFixed(2)} (at least ${MIN_RATIO})`,
  )
  if (ratio < MIN_RATIO) process.exitCode = 1
}

async function compareImport(workspaceId: string) {
  const set = await figureSwitch(world.owner, 'store_leads')
  let n = 0
  await compare('importing 1,000 leads a batch', BATCH, async (isOn) => {
    await set(isOn)
    const rows = Array.from({ length: BATCH }, () => lead(n++))
    const options = { source: 'upload', sourceDetail: null, onDuplicate: 'skip', actorId: null } as const
    return () =>
      withWorkspace(world.db, workspaceId, (tx) => storeLeads(tx, rows, { importId: null, ...options }))
  })
  await set(true)
  const start = performance.now()
  const folded = await foldFigures(world.db, signal)
  const stored = BATCH * (ROUNDS + 2)
  console.log(
    `  folding what ${formatNumber(stored)} of them told, ${formatNumber(folded)} rows: ${((performance.now() - start) / (stored / 1000)).toFixed(1)} ms for 1,000 leads`,
  )
}

function lead(n: number) {
  const { row } = normaliseRow(
    {
      ...{ email: `person-${n}@bench.example`, full_name: `Given${n % 997} Name${n}`, job_title: 'VP Sales' },
      ...{ company_name: `Company ${n % 5000}`, country: 'US', industry: INDUSTRIES[n % 7] ?? '' },
      ...(n % 3 ? { phone: `+1212${String(5_000_000 + n)}` } : {}),
      ...(n % 2 ? { linkedin_url: `https://www.linkedin.com/in/person-${n}` } : {}),
    },
    { defaultCountry: 'US' },
  )
  if (!row) throw new Error('no contact')
  return row
}

async function comparePurchases() {
  const size = (ROUNDS + 2) * 2 * ORDERS
  const sales = await fillSales(world.owner, world.newWorkspace, { listings: size * 11, buyers: 1 })
  const set = await figureSwitch(world.owner, 'buy_listings')
  const [buyer = ''] = sales.buyers
  for (const count of [1, 10]) {
    await compare(`buying ${count} at a time`, ORDERS, async (isOn) => {
      await set(isOn)
      const orders = Array.from({ length: ORDERS }, () => sales.take(count))
      return async () => {
        for (const ids of orders) {
          await world.db.app.query(
            `set local app.workspace_id = '${buyer}';
             select buy_listings('{${ids.join()}}', 'fail', '${randomUUID()}', '\\x01', null)`,
          )
        }
      }
    })
  }
  await set(true)
}

async function measureReads(workspaceId: string) {
  await fillLeads(world.owner, workspaceId, LEADS)
  await world.owner.query(`insert into partners (workspace_id, company) values ($1, 'Bench')`, [workspaceId])
  const start = performance.now()
  await recountFigures(world.db, workspaceId)
  console.log(
    `  counting ${formatNumber(LEADS)} leads again: ${((performance.now() - start) / 1000).toFixed(1)} s`,
  )
  await world.owner.query(TRADE, [workspaceId])
  await foldFigures(world.db, signal)
  await world.owner.query('vacuum analyze figures, figure_deltas')
  // two batches that nobody folded yet
  for (const n of [1, 2]) {
    const rows = Array.from({ length: BATCH }, (_, i) => lead(1e6 * n + i))
    const options = { source: 'api', sourceDetail: null, onDuplicate: 'skip', actorId: null } as const
    await withWorkspace(world.db, workspaceId, (tx) => storeLeads(tx, rows, { importId: null, ...options }))
  }
  const today = new Date().toISOString().slice(0, 10)
  const since = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
  const ranges: Partial<RangeQuery>[] = [
    ...[0, 6, 29, 89, 364].map((days) => ({ from: since(days), to: today })),
    ...[{ from: since(500), to: since(140) }, { range: 'all' as const }],
  ]
  for (const [name, read] of Object.entries(READS)) {
    const times: number[] = []
    for (let n = 0; n < TRIES; n++) {
      const query = { format: 'json' as const, ...ranges[n % ranges.length] }
      const begun = performance.now()
      await withWorkspace(world.db, workspaceId, (tx) => read(tx, query, workspaceId))
      if (n >= ranges.length) times.push(performance.now() - begun)
    }
    const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
    console.log(
      `  ${name}: p50 ${median(times).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (under ${MAX_P95_MS})`,
    )
    if (p95 >= MAX_P95_MS) process.exitCode = 1
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
