import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { loadPeople } from '../../src/features/audience/local/load/load-people.ts'

export interface LoadOutcome {
  ms: number
  /** Of all threads. */
  cpuMs: number
  peakMegabytes: number
  people: number
  bytes: number
}

/** Loads the file into the folder, or does the least DuckDB could with it; tells its parent. */
const [what, file, dir] = process.argv.slice(2) as [string, string, string]
const [start, used] = [performance.now(), process.cpuUsage()]
const { people, bytes } = what === 'load' ? await load() : await bare()
const ms = performance.now() - start
const { user, system } = process.cpuUsage(used)
const cpuMs = (user + system) / 1_000
const peakMegabytes = (process.resourceUsage().maxRSS * 1_024) / 1_000_000
process.send?.({ ms, cpuMs, peakMegabytes, people, bytes } satisfies LoadOutcome, () => process.exit(0))

async function load() {
  return loadPeople({
    ...{
      id: 'bench',
      dir,
      files: [{ path: file, name: 'people.parquet' }],
      identityKey: Buffer.alloc(32, 7),
    },
    ...{ removed: nobody(), onProgress: () => {}, signal: new AbortController().signal },
  })
}

async function* nobody(): AsyncGenerator<bigint[]> {}

async function bare() {
  await mkdir(dir, { recursive: true })
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const path = join(dir, 'bare.duckdb')
  const options = { memory_limit: '450MB', threads: '2', temp_directory: join(dir, 'spilled') }
  const instance = await DuckDBInstance.create(path, options)
  const connection = await instance.connect()
  await connection.run(`create table people as from read_parquet('${file}')
    order by country, industry, company_size, seniority, department, state`)
  await connection.run('checkpoint')
  const result = await connection.run('select count(*)::int from people')
  const people = Number((await result.getRows())[0]?.[0])
  connection.closeSync()
  instance.closeSync()
  return { people, bytes: (await stat(path)).size }
}
