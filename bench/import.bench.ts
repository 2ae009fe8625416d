import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { planFile } from '../src/features/leads/importing/file-plan.ts'
import { runImport } from '../src/features/leads/importing/run-import.ts'
import { startImport } from '../src/features/leads/importing/start-import.ts'
import { UploadedFile } from '../src/features/leads/importing/uploaded-file.ts'
import { withWorkspace } from '../src/platform/db/index.ts'
import { type BenchWorld, openBenchWorld } from './kit/bench-world.ts'
import { leadFile } from './kit/lead-file.ts'

const ROWS = 100_000
const MANY_ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 1_000_000)
const MIN_RATIO = 0.4
const MAX_RSS_MB = 300

const world = await openBenchWorld()
try {
  await compareWithCopy(world)
  await holdMemoryFlat(world)
} finally {
  await world.close()
}

/** 100,000 rows: file kept, parsed, normalised, deduplicated, scored, stored; against a bare COPY of the result. */
async function compareWithCopy({ owner, ...world }: BenchWorld): Promise<void> {
  const workspaceId = await world.newWorkspace()
  const ours = await rate(ROWS, () => importFile({ owner, ...world }, workspaceId, ROWS))
  const limit = await bareCopyRate(owner)
  report('import of 100,000 rows', ours, limit, MIN_RATIO)

  const before = await versions(owner)
  const again = await rate(ROWS, () => importFile({ owner, ...world }, workspaceId, ROWS))
  const isUntouched = (await versions(owner)) === before
  console.log(
    `  the same file again: ${format(again)} rows/s, ${isUntouched ? 'no row written' : 'ROWS WRITTEN'}`,
  )
  if (!isUntouched) process.exitCode = 1
}

/** The stored rows copied into a table of the same columns and indexes. */
async function bareCopyRate(owner: BenchWorld['owner']): Promise<number> {
  const { rows } = await owner.query(`select string_agg(quote_ident(attname), ', ' order by attnum) as columns
    from pg_attribute where attrelid = 'leads'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`)
  const columns: string = rows[0].columns
  const dir = await mkdtemp(join(tmpdir(), 'assay-bench-copy-'))
  const file = join(dir, 'leads.copy') // in memory it would count as memory of the import that follows
  await pipeline(
    owner.query(copyTo(`copy (select ${columns} from leads) to stdout`)),
    createWriteStream(file),
  )
  await owner.query('create table bare (like leads including all)')
  await owner.query('checkpoint')
  const copyIn = copyFrom(`copy bare (${columns}) from stdin`)
  const limit = await rate(ROWS, () => pipeline(createReadStream(file), owner.query(copyIn)))
  await rm(dir, { recursive: true })
  await owner.query('drop table bare')
  return limit
}

async function holdMemoryFlat(world: BenchWorld): Promise<void> {
  const workspaceId = await world.newWorkspace()
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 100)
  const ours = await rate(MANY_ROWS, () => importFile(world, workspaceId, MANY_ROWS))
  clearInterval(watch)
  const megabytes = Math.round(peak / 1_000_000)
  console.log(
    `  import of ${format(MANY_ROWS)} rows: ${format(ours)} rows/s, ${megabytes} MB of at most ${MAX_RSS_MB} MB`,
  )
  if (megabytes > MAX_RSS_MB) process.exitCode = 1
}

async function importFile({ db }: BenchWorld, workspaceId: string, rows: number): Promise<void> {
  const file = new UploadedFile(db, { workspaceId, actorId: null, kind: 'own' }, 'bench.csv')
  for (const piece of leadFile(rows)) await file.take(piece)
  await file.end()
  const importId = await file.spill()
  const { format, columns } = await planFile(file.sample, false, {})
  const options = {
    format,
    columns,
    default_country: 'US',
    on_duplicate: 'skip' as const,
    listing: null,
    line_breaks: file.lineBreaks,
  }
  await withWorkspace(db, workspaceId, (tx) =>
    startImport(tx, workspaceId, importId, { bytes: file.bytes, options }),
  )
  await runImport(db, { workspaceId, importId, signal: new AbortController().signal })
  const { rows: done } = await db.system.query('select * from imports where id = $1', [importId])
  if (done[0].status !== 'finished' || done[0].imported + done[0].duplicates !== rows) {
    throw new Error(`The import went wrong: ${JSON.stringify(done[0])}`)
  }
}

async function versions(owner: BenchWorld['owner']): Promise<string> {
  const { rows } = await owner.query(`
    select concat_ws('/', (select count(*) || ':' || max(xmin::text::bigint) from leads),
      (select count(*) || ':' || max(xmin::text::bigint) from lead_identities)) as versions`)
  return rows[0].versions
}

async function rate(rows: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (rows * 1_000) / (performance.now() - start)
}

function report(name: string, ours: number, limit: number, minRatio: number): void {
  const ratio = ours / limit
  console.log(
    `  ${name}: ${format(ours)} rows/s, bare COPY ${format(limit)} rows/s, ratio ${ratio.toFixed(2)} (at least ${minRatio})`,
  )
  if (ratio < minRatio) process.exitCode = 1
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en')
}
