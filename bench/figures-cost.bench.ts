import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { foldFigures } from '../src/features/analytics/fold-figures.ts'
import { normaliseRow, storeLeads } from '../src/features/leads/index.ts'
import { withWorkspace } from '../src/platform/db/index.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { fillSales } from './kit/fill-sales.ts'
import { backendsClock } from './kit/processor.ts'
import { formatNumber } from './kit/rate.ts'
import { figureSwitch } from './kit/without-figures.ts'

/*
 * What figures cost those who write: the function as it is, and its own text with what tells the figures cut out, in turn.
 * Judged by the processor time of the server's processes, as a machine that does other things lengthens every wait.
 */
const ROUNDS = Number(process.env.BENCH_FIGURES_ROUNDS ?? 15)
const BATCH = 1_000
const ORDERS = Number(process.env.BENCH_FIGURES_ORDERS ?? 100)
const MIN_RATIO = 0.8
const signal = new AbortController().signal
const INDUSTRIES = ['Software', 'Retail', 'Manufacturing', 'Healthcare', 'Finance', 'Construction']

const world = await openBenchWorld()
try {
  await tellLoad()
  await compareImport(await world.newWorkspace())
  await comparePurchases()
  await tellLoad()
} finally {
  await world.close()
}

async function tellLoad() {
  console.log(
    `  load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  )
}

/** Rounds with and without in turn, so that a busy moment of the machine meets both. The first two let all be planned. */
async function compare(name: string, unit: number, turn: (isOn: boolean) => Promise<() => Promise<unknown>>) {
  const walls: Times = { true: [], false: [] }
  const processors: Times = { true: [], false: [] }
  for (let round = 0; round < ROUNDS + 2; round++) {
    for (const isOn of round % 2 ? [true, false] : [false, true]) {
      const work = await turn(isOn)
      const clock = await backendsClock(world.owner)
      const [start, begun] = [performance.now(), clock()]
      await work()
      if (round < 2) continue
      processors[`${isOn}`].push(clock() - begun)
      walls[`${isOn}`].push(performance.now() - start)
    }
  }
  const ratio = median(processors.false) / median(processors.true)
  const rate = (times: number[]) => formatNumber((unit * 1000) / median(times))
  const each = (times: number[]) => ((median(times) * 1000) / unit).toFixed(0)
  console.log(
    `  ${name}: processor time ${each(processors.true)} µs each with figures, ${each(processors.false)} without, ratio ${ratio.toFixed(2)} (at least ${MIN_RATIO}); ${rate(walls.true)}/s and ${rate(walls.false)}/s`,
  )
  if (ratio < MIN_RATIO) process.exitCode = 1
}
type Times = Record<'true' | 'false', number[]>

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
  await tellFold(BATCH * (ROUNDS + 2), 'leads')
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
  const size = (ROUNDS + 2) * 2 * (ORDERS + 1)
  const sales = await fillSales(world.owner, world.newWorkspace, { listings: size * 11, buyers: 1 })
  const set = await figureSwitch(world.owner, 'buy_listings')
  const [buyer = ''] = sales.buyers
  const buy = (count: number) =>
    world.owner.query(
      `set local role assay_app; set local app.workspace_id = '${buyer}';
       select buy_listings('{${sales.take(count).join()}}', 'fail', '${randomUUID()}', '\\x01', null)`,
    )
  for (const count of [1, 10]) {
    await foldFigures(world.db, signal)
    await compare(`buying ${count} at a time`, ORDERS, async (isOn) => {
      await set(isOn)
      await buy(count) // plans it
      return async () => {
        for (let n = 0; n < ORDERS; n++) await buy(count)
      }
    })
    await tellFold((ROUNDS + 2) * (ORDERS + 1), 'purchases')
  }
  await set(true)
}

async function tellFold(written: number, what: string) {
  const clock = await backendsClock(world.owner)
  const begun = clock()
  const folded = await foldFigures(world.db, signal)
  console.log(
    `  folding what ${formatNumber(written)} ${what} told, ${formatNumber(folded)} rows: processor time ${(((clock() - begun) * 1000) / written).toFixed(1)} µs for each`,
  )
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
