import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { type BenchWorld, openBenchWorld } from './kit/bench-world.ts'
import { importFile } from './kit/import-file.ts'
import { formatNumber as format, rate } from './kit/rate.ts'

const ROWS = 100_000
const MIN_RATIO = 0.4

const world = await openBenchWorld()
try {
  await compareWithCopy(world)
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

async function versions(owner: BenchWorld['owner']): Promise<string> {
  const { rows } = await owner.query(`
    select concat_ws('/', (select count(*) || ':' || max(xmin::text::bigint) from leads),
      (select count(*) || ':' || max(xmin::text::bigint) from lead_identities)) as versions`)
  return rows[0].versions
}

function report(name: string, ours: number, limit: number, minRatio: number): void {
  const ratio = ours / limit
  console.log(
    `  ${name}: ${format(ours)} rows/s, bare COPY ${format(limit)} rows/s, ratio ${ratio.toFixed(2)} (at least ${minRatio})`,
  )
  if (ratio < minRatio) process.exitCode = 1
}
