import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadFiles, writeSample } from '../src/features/audience/index.ts'
import { versionDir } from '../src/features/audience/local/load/layout.ts'
import { localAudience } from '../src/features/audience/local/local-audience.ts'
import { createLog } from '../src/platform/log.ts'
import { type BenchFilter, chooseFilters, SHARES } from './kit/audience-filters.ts'
import { inDuckDb, inPostgres, plainSql } from './kit/audience-plain.ts'
import { fillLeads, fillPostgres, openDuckDb } from './kit/audience-tables.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { formatNumber } from './kit/rate.ts'

/*
 * Counting and previewing people, against the same counts in DuckDB over the same codes and in Postgres with an index on
 * every column. Every filter is asked once: what is asked again is answered from memory.
 */
const ROWS = Number(process.env.BENCH_AUDIENCE_ROWS ?? 10_000_000)
/** Postgres is given fewer people, which flatters it: filling it with ten million takes longer than all the rest. */
const POSTGRES_ROWS = Math.min(ROWS, Number(process.env.BENCH_AUDIENCE_POSTGRES_ROWS ?? 2_000_000))
const EACH = Number(process.env.BENCH_AUDIENCE_FILTERS ?? 12)
const OWNED = Math.min(ROWS / 4, 200_000)
const MAX = { count: 100, preview: 200, exclusion: 50, fetch: 1_000 }
const MIN_RATIO = 5

const world = await openBenchWorld()
const dataDir = await mkdtemp(join(tmpdir(), 'assay-bench-audience-'))
let audience = localAudience(world.db, dataDir)
try {
  const version = await load()
  const [stranger, owner] = [await world.newWorkspace(), await world.newWorkspace()]
  const filters = await chooseFilters(audience, stranger, EACH)
  // Opened anew, so that no title, plan or result is remembered; columns are read by filters that are not among them.
  await audience.close()
  audience = localAudience(world.db, dataDir)
  await ask(stranger, {
    job_titles: ['zebra'],
    cities: ['nowhere'],
    revenue_min: 1,
    has: ['linkedin'],
    seen_within_days: 7,
  })

  const ours = await timeAll(filters, (one) => audience.count({ filter: one.filter, workspaceId: stranger }))
  const plain = await plainSql(versionDir(dataDir, version.id))
  const duck = await openDuckDb(versionDir(dataDir, version.id), dataDir)
  const duckTimes = await timeAll(filters, (one) => duck.count(plain.conditionOf(one.filter, inDuckDb)))
  await check(filters.slice(0, 10), (one) => duck.count(plain.conditionOf(one.filter, inDuckDb)))
  const inTable = await fillPostgres(world.owner, await duck.write(POSTGRES_ROWS, version.people))
  const postgresTimes = await timeAll(filters, (one) =>
    world.owner.query(`select count(*) from plain where ${plain.conditionOf(one.filter, inPostgres)}`),
  )
  console.log(`  ${formatNumber(version.people)} people; Postgres has ${formatNumber(inTable)} of them`)
  console.log('  three filters at        ours p50 / p95     DuckDB p50 / p95   Postgres p50 / p95 ms')
  for (const withTitle of [false, true]) {
    for (const share of SHARES) {
      const of = (times: Timed[]) =>
        times.filter(({ one }) => one.share === share && one.withTitle === withTitle).map(({ ms }) => ms)
      const line = [ours, duckTimes, postgresTimes].map(
        (times) => `${at(of(times), 0.5)} / ${at(of(times), 0.95)}`,
      )
      console.log(
        `  ${`${share * 100}%${withTitle ? ' with title words' : ''}`.padEnd(22)}  ${line.map((cell) => cell.padEnd(18)).join(' ')}`,
      )
    }
  }
  const p95 = percentile(
    ours.map(({ ms }) => ms),
    0.95,
  )
  const broad = (times: Timed[]) =>
    percentile(
      times.filter(({ one }) => one.share >= 0.2).map(({ ms }) => ms),
      0.5,
    )
  const [toPostgres, toDuck] = [broad(postgresTimes) / broad(ours), broad(duckTimes) / broad(ours)]
  console.log(
    `  count p95 ${p95.toFixed(1)} ms (under ${MAX.count}); broad filters: ${toPostgres.toFixed(1)} times as fast as Postgres (at least ${MIN_RATIO}), ${toDuck.toFixed(1)} times as fast as DuckDB`,
  )

  // One field more, so that no result of the counts above is remembered.
  const previews = await timeAll(filters, (one) =>
    ask(stranger, { ...one.filter, company_names_exclude: ['nobody'] }),
  )
  const owned = await fillLeads(world.owner, owner, await duck.writeEmails(OWNED, version.people))
  duck.close()
  const cold = await timed(() => audience.count({ filter: {}, workspaceId: owner }))
  const excluding = await timeAll(filters, (one) =>
    ask(owner, { ...one.filter, company_names_exclude: ['noone'] }),
  )
  const median = (times: Timed[]) =>
    percentile(
      times.map(({ ms }) => ms),
      0.5,
    )
  const exclusion = median(excluding) - median(previews)
  const previewP95 = percentile(
    previews.map(({ ms }) => ms),
    0.95,
  )
  console.log(
    `  preview (count, net new, facets, sample) p50 ${median(previews).toFixed(1)} ms, p95 ${previewP95.toFixed(1)} ms (under ${MAX.preview})`,
  )
  console.log(
    `  with ${formatNumber(owned)} own leads: ${exclusion.toFixed(1)} ms more (at most ${MAX.exclusion}); their rows are found in ${cold.toFixed(0)} ms the first time`,
  )
  const broadest = filters.filter(({ share }) => share >= 0.2).slice(0, 5)
  const fetches = await timeAll(broadest, (one) =>
    audience.pull({ filter: one.filter, workspaceId: owner }, 1_000, null),
  )
  console.log(
    `  1,000 people fetched in ${median(fetches).toFixed(0)} ms (under ${MAX.fetch}, with storing them)`,
  )
  console.log(
    `  memory ${Math.round(process.memoryUsage().rss / 1e6)} MB with everything above in one process`,
  )
  const isMissed =
    p95 >= MAX.count || previewP95 >= MAX.preview || exclusion > MAX.exclusion || toPostgres < MIN_RATIO
  // The targets are for ten million; fewer are a trial.
  if (isMissed && ROWS >= 10_000_000) process.exitCode = 1
} finally {
  await audience.close()
  await world.close()
  await rm(dataDir, { recursive: true, force: true })
}

type Ask = BenchFilter['filter']
interface Timed {
  one: BenchFilter
  ms: number
}

/** As a preview asks. */
function ask(workspaceId: string, filter: Ask) {
  const query = { filter, workspaceId }
  return Promise.all([audience.count(query), audience.facets(query), audience.sample(query, 25)])
}

/** The sample is kept between runs: making it takes minutes, and it is the same each time. */
async function load(): Promise<{ id: string; people: number }> {
  const file = join(tmpdir(), `assay-bench-people-${ROWS}.parquet`)
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (!isThere) await writeSample({ rows: ROWS, seed: 1, until: '2026-11-01' }, file)
  const loaded = await loadFiles({
    ...{ db: world.db, dataDir, log: createLog('warn'), paths: [file] },
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  if (loaded?.status !== 'ready') throw new Error(loaded?.failure ?? 'The people were not loaded')
  const version = await audience.version()
  if (!version) throw new Error('There is no version')
  return { id: version.id, people: version.people ?? 0 }
}

async function check(filters: BenchFilter[], count: (one: BenchFilter) => Promise<number>) {
  for (const one of filters) {
    const [ours, plain] = [
      await audience.count({ filter: one.filter, workspaceId: await anybody() }),
      await count(one),
    ]
    if (ours.count !== plain)
      throw new Error(`${JSON.stringify(one.filter)}: ${ours.count} here, ${plain} in DuckDB`)
  }
}

async function anybody(): Promise<string> {
  const { rows } = await world.owner.query<{ id: string }>('select id from workspaces limit 1')
  return rows[0]?.id ?? ''
}

async function timeAll(
  filters: BenchFilter[],
  work: (one: BenchFilter) => Promise<unknown>,
): Promise<Timed[]> {
  const times: Timed[] = []
  for (const one of filters) times.push({ one, ms: await timed(() => work(one)) })
  return times
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function percentile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

function at(values: number[], part: number): string {
  return values.length === 0 ? '-' : percentile(values, part).toFixed(1)
}
