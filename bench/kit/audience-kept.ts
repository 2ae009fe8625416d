import { access, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadFiles } from '../../src/features/audience/index.ts'
import { readManifest } from '../../src/features/audience/local/format.ts'
import { AUDIENCE_DIR, manifestFile, versionDir } from '../../src/features/audience/local/load/layout.ts'
import { writeSample } from '../../src/features/audience/sample/write-sample.ts'
import { createLog } from '../../src/platform/log.ts'
import type { BenchWorld } from './bench-world.ts'

/** Where people stay between runs: making and loading ten million takes minutes, and they are the same each time. */
const KEPT_DIR = process.env.BENCH_AUDIENCE_DIR

/** A version's people hash to the same in every bench's database. */
const IDENTITY_KEY = Buffer.alloc(32, 7)

export interface BenchDir {
  path: string
  delete(): Promise<void>
}

/** The folder of BENCH_AUDIENCE_DIR, which stays, or one of its own. */
export async function openBenchDir(): Promise<BenchDir> {
  if (KEPT_DIR !== undefined) {
    await mkdir(KEPT_DIR, { recursive: true })
    return { path: KEPT_DIR, delete: async () => {} }
  }
  const path = await mkdtemp(join(tmpdir(), 'assay-bench-audience-'))
  return { path, delete: () => rm(path, { recursive: true, force: true }) }
}

/** The sample as a file, made unless it is there. */
export async function sampleFile(dir: string, rows: number): Promise<string> {
  const file = join(dir, `people-${rows}.parquet`)
  if (!(await isThere(file))) await writeSample({ rows, seed: 1, until: '2026-11-01' }, file)
  return file
}

/** The version of so many rows that is active in the bench's database: one that lies in the folder, or loaded now. */
export async function openPeople(world: BenchWorld, dir: string, rows: number): Promise<string> {
  await world.owner.query(`update platform_secrets set value = $1 where name = 'identity'`, [IDENTITY_KEY])
  const name = `people-${rows}.parquet`
  const kept = await keptVersion(peopleDir(dir, rows))
  if (kept) {
    await world.owner.query(
      `insert into audience_versions (id, status, files, people, ready_at, activated_at) values ($1, 'ready', $2, $3, now(), now())`,
      [kept.id, [name], kept.people],
    )
    return kept.id
  }
  const loaded = await loadFiles({
    ...{ db: world.db, dataDir: peopleDir(dir, rows), log: createLog('warn') },
    paths: [await sampleFile(dir, rows)],
    signal: new AbortController().signal,
  })
  if (loaded?.status !== 'ready') throw new Error(loaded?.failure ?? 'The people were not loaded')
  return loaded.id
}

/** Where `openPeople` has its versions, as an installation's data folder. */
export const peopleDir = (dir: string, rows: number) => join(dir, `${rows}`)

/** One of another format is of no use and makes room. */
async function keptVersion(dataDir: string): Promise<{ id: string; people: number } | null> {
  for (const id of await readdir(join(dataDir, AUDIENCE_DIR)).catch(() => [])) {
    const dir = versionDir(dataDir, id)
    const manifest = (await isThere(manifestFile(dir))) ? await readManifest(dir).catch(() => null) : null
    if (manifest) return { id, people: manifest.people }
    await rm(dir, { recursive: true, force: true })
  }
  return null
}

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )
