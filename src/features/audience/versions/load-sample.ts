import { mkdir } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { Logger } from '../../../platform/log.ts'
import { readManifest } from '../local/format.ts'
import { versionDir } from '../local/load/layout.ts'
import { writeSample } from '../sample/write-sample.ts'
import { loadVersion } from './load-version.ts'
import { newVersionId, openVersion } from './open-version.ts'
import { removeUploads, uploadDir, uploadFile } from './uploads.ts'

export const LOAD_SAMPLE = 'audience.load_sample'
const NAME = 'sample.parquet'
const SEED = 1
/** The page comes first. */
const WAIT_MS = 3_000

/** Has made-up people loaded soon, see loadSample(). */
export function enqueueSample(db: Databases, people: number): Promise<void> {
  return withSystem(db, (tx) =>
    enqueue(tx, LOAD_SAMPLE, { people }, { key: LOAD_SAMPLE, runAt: new Date(Date.now() + WAIT_MS) }),
  )
}

export interface LoadSample {
  db: Databases
  dataDir: string
  log: Logger
  people: number
  signal: AbortSignal
}

/**
 * Makes people up and loads them. Does nothing once there is a version of people, but for one that was made up by a program
 * that stored them in another way.
 */
export async function loadSample({ people, ...run }: LoadSample): Promise<void> {
  const { db, dataDir } = run
  if (!(await isWanted(db, dataDir))) return
  const id = await withSystem(db, newVersionId)
  const path = uploadFile(dataDir, id, 0)
  await mkdir(uploadDir(dataDir, id), { recursive: true })
  try {
    const until = new Date().toISOString().slice(0, 10)
    await writeSample({ rows: people, seed: SEED, until }, path)
    await withSystem(db, (tx) => openVersion(tx, { id, files: [NAME], operatorId: null }))
    const loaded = await loadVersion({ ...run, id, filesOf: () => [{ name: NAME, path }] })
    if (loaded === 'busy' || loaded === 'failed')
      throw new Error(`The made-up people were not loaded: ${loaded}`)
  } finally {
    await removeUploads(dataDir, id)
  }
}

async function isWanted(db: Databases, dataDir: string): Promise<boolean> {
  const newest = await withSystem(db, (tx) =>
    tx
      .selectFrom('audience_versions')
      .select(['id', 'files'])
      .where('status', '=', 'ready')
      .orderBy('activated_at', sql`desc nulls last`)
      .limit(1)
      .executeTakeFirst(),
  )
  if (newest === undefined) return true
  const isMadeUp = newest.files.length === 1 && newest.files[0] === NAME
  if (!isMadeUp) return false
  return readManifest(versionDir(dataDir, newest.id)).then(
    () => false,
    () => true,
  )
}
