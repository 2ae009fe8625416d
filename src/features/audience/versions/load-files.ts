import { basename, resolve } from 'node:path'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { Logger } from '../../../platform/log.ts'
import { failVersion } from './end-version.ts'
import { readVersion } from './list-versions.ts'
import { loadVersion } from './load-version.ts'
import { newVersionId, openVersion } from './open-version.ts'
import type { LoadProgress, Version } from './schema.ts'

export interface LoadFiles {
  db: Databases
  dataDir: string
  log: Logger
  paths: string[]
  signal: AbortSignal
  onProgress?: (progress: LoadProgress) => void
}

/**
 * Loads files where they lie, in this process. Answers the version as it ended, or null when another load is under way.
 */
export async function loadFiles({ paths, ...run }: LoadFiles): Promise<Version | null> {
  const { db } = run
  const files = paths.map((path) => ({ name: basename(path), path: resolve(path) }))
  const id = await withSystem(db, async (tx) => {
    const id = await newVersionId(tx)
    await openVersion(tx, { id, files: files.map(({ name }) => name), operatorId: null })
    return id
  })
  const loaded = await loadVersion({ ...run, id, filesOf: () => files })
  if (loaded === 'busy') {
    await failVersion(db, id, 'Another load was under way.', {})
    return null
  }
  return withSystem(db, (tx) => readVersion(tx, id))
}
