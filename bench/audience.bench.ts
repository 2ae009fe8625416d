import { mkdir, rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { versionDir } from '../src/features/audience/local/load/layout.ts'
import { localAudience } from '../src/features/audience/local/local-audience.ts'
import { type BenchFilter, chooseFilters, SHARES } from './kit/audience-filters.ts'
import { openBenchDir, openPeople, peopleDir } from './kit/audience-kept.ts'
import { inDuckDb, inPostgres, plainSql } from './kit/audience-plain.ts'
import { fillLeads, fillPostgres, openDuckDb } from './kit/audience-tables.ts'
import { middle, middleAndMost, most, type Timed, timeAll } from './kit/audience-timing.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { formatNumber } from './kit/rate.ts'

/*
 * Counting and previewing people, against the same counts in DuckDB over the same codes and in Postgres with an index on
 * every column. Every filter is asked once: what is asked again is answered from memory. BENCH_AUDIENCE_DIR keeps the
 * people for the next run, and BENCH_AUDIENCE_POSTGRES_ROWS=0 compares with nothing; both together take a minute less
 * than loading. Processor time is that of all threads: on a busy machine it says more than the clock.
 */
const ROWS = Number(process.env.BENCH_AUDIENCE_ROWS ?? 10_000_000)
/** Postgres is given fewer people, which flatters it: filling it with ten million takes longer than all the rest. */
const POSTGRES_ROWS = Math.min(ROWS, Number(process.env.BENCH_AUDIENCE_POSTGRES_ROWS ?? 2_000_000))
const EACH = Number(process.env.BENCH_AUDIENCE_FILTERS ?? 12)
const OWNED = Math.min(ROWS / 4, 200_000)
const MAX = { count: 100, preview: 200, exclusion: 50, fetch: 1_000 }
const MIN_RATIO = 5

const dir = await openBenchDir()
const dataDir = peopleDir(dir.path, ROWS)
const world = await openBenchWorld()
let audience = localAudience(world.db, dataDir)
const missed: boolean[] = []
try {
  const version = await openPeople(world, dir.path, ROWS)
  const [stranger, owner] = [await world.newWorkspace(), await world.newWorkspace()]
  const filters = await chooseFilters(audience, stranger, EACH)
  await openAnew(stranger)
  const counts = await timeAll(filters, ({ filter }) => audience.count({ filter, workspaceId: stranger }))
  await openAnew(stranger)
  const previews = await timeAll(filters, ({ filter }) => ask(stranger, filter))
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')
  console.log(`  ${formatNumber(ROWS)} people, ${filters.length} filters; load of the machine ${load}`)
  for (const withTitle of [false, true]) {
    const of = (times: Timed[]) => times.filter(({ one }) => one.withTitle === withTitle)
    console.log(
      `  three filters${withTitle ? ', one of title words' : ''}: count ${bothTimes(of(counts))}, preview ${bothTimes(of(previews))}`,
    )
  }
  console.log(
    `  count p95 ${most(counts).toFixed(1)} ms (under ${MAX.count}), preview (count, net new, facets, sample) p95 ${most(previews).toFixed(1)} ms (under ${MAX.preview})`,
  )
  missed.push(most(counts) >= MAX.count, most(previews) >= MAX.preview)
  if (POSTGRES_ROWS > 0) await compare(version, stranger, owner, filters, counts)
  console.log(
    `  memory ${Math.round(process.memoryUsage().rss / 1e6)} MB with everything above in one process`,
  )
  // The targets are for ten million; fewer are a trial.
  if (missed.includes(true) && ROWS >= 10_000_000) process.exitCode = 1
} finally {
  await audience.close()
  await world.close()
  await dir.delete()
}

function bothTimes(times: Timed[]): string {
  return `p50 / p95 ${middleAndMost(times)} ms, ${middleAndMost(times, 'cpuMs')} ms of processor time`
}

/** So that no title, plan or result is remembered; columns are read by filters that are not among the others. */
async function openAnew(workspaceId: string): Promise<void> {
  await audience.close()
  audience = localAudience(world.db, dataDir)
  const unlike = { job_titles: ['zebra'], cities: ['nowhere'], revenue_min: 1 }
  await ask(workspaceId, { ...unlike, has: ['linkedin'], seen_within_days: 7 })
}

/** As a preview asks. */
function ask(workspaceId: string, filter: BenchFilter['filter']) {
  const query = { filter, workspaceId }
  return Promise.all([audience.count(query), audience.facets(query), audience.sample(query, 25)])
}

async function compare(
  version: string,
  stranger: string,
  owner: string,
  filters: BenchFilter[],
  ours: Timed[],
): Promise<void> {
  const of = versionDir(dataDir, version)
  const plain = await plainSql(of)
  const work = join(dir.path, 'plain')
  await rm(work, { recursive: true, force: true })
  await mkdir(work)
  const duck = await openDuckDb(of, work)
  try {
    const inDuck = ({ filter }: BenchFilter) => duck.count(plain.conditionOf(filter, inDuckDb))
    const duckTimes = await timeAll(filters, inDuck)
    for (const one of filters.slice(0, 10)) {
      const [here, there] = [
        await audience.count({ filter: one.filter, workspaceId: stranger }),
        await inDuck(one),
      ]
      if (here.count !== there)
        throw new Error(`${JSON.stringify(one.filter)}: ${here.count} here, ${there} in DuckDB`)
    }
    const inTable = await fillPostgres(world.owner, await duck.write(POSTGRES_ROWS, ROWS))
    const postgresTimes = await timeAll(filters, ({ filter }) =>
      world.owner.query(`select count(*) from plain where ${plain.conditionOf(filter, inPostgres)}`),
    )
    console.log(`  Postgres has ${formatNumber(inTable)} people; p50 / p95 ms`)
    console.log('  three filters at        ours               DuckDB             Postgres')
    for (const withTitle of [false, true]) {
      for (const share of SHARES) {
        const line = [ours, duckTimes, postgresTimes].map((times) =>
          middleAndMost(times.filter(({ one }) => one.share === share && one.withTitle === withTitle)),
        )
        const name = `${share * 100}%${withTitle ? ' with title words' : ''}`
        console.log(`  ${name.padEnd(22)}  ${line.map((cell) => cell.padEnd(18)).join(' ')}`)
      }
    }
    const broad = (times: Timed[]) => middle(times.filter(({ one }) => one.share >= 0.2))
    const toPostgres = broad(postgresTimes) / broad(ours)
    console.log(
      `  broad filters: ${toPostgres.toFixed(1)} times as fast as Postgres (at least ${MIN_RATIO}), ${(broad(duckTimes) / broad(ours)).toFixed(1)} times as fast as DuckDB`,
    )
    missed.push(toPostgres < MIN_RATIO)
    await exclude(await duck.writeEmails(OWNED, ROWS), stranger, owner, filters)
  } finally {
    duck.close()
    await rm(work, { recursive: true, force: true })
  }
}

/** What own leads cost a preview, both times opened anew, and how long it takes to fetch people for a pull. */
async function exclude(
  emails: string,
  stranger: string,
  owner: string,
  filters: BenchFilter[],
): Promise<void> {
  const owned = await fillLeads(world.owner, owner, emails)
  await openAnew(stranger)
  const previews = await timeAll(filters, ({ filter }) => ask(stranger, filter))
  await openAnew(stranger)
  const [cold] = await timeAll(filters.slice(0, 1), () => audience.count({ filter: {}, workspaceId: owner }))
  const excluding = await timeAll(filters, ({ filter }) => ask(owner, filter))
  const exclusion = middle(excluding) - middle(previews)
  console.log(
    `  with ${formatNumber(owned)} own leads: ${exclusion.toFixed(1)} ms more (at most ${MAX.exclusion}); their rows are found in ${cold?.ms.toFixed(0)} ms the first time`,
  )
  const broadest = filters.filter(({ share }) => share >= 0.2).slice(0, 5)
  const fetches = await timeAll(broadest, ({ filter }) =>
    audience.pull({ filter, workspaceId: owner }, 1_000, null),
  )
  console.log(`  1,000 people fetched in ${middle(fetches).toFixed(0)} ms (under ${MAX.fetch}, with storing)`)
  missed.push(exclusion > MAX.exclusion)
}
