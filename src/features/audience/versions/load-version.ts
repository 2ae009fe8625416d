import { rm } from 'node:fs/promises'
import type { Databases } from '../../../platform/db/index.ts'
import type { Logger } from '../../../platform/log.ts'
import { versionDir } from '../local/load/layout.ts'
import { LoadError } from '../local/load/load-error.ts'
import { type LoadFile, loadPeople } from '../local/load/load-people.ts'
import { claimVersion } from './claim-version.ts'
import { failVersion, finishVersion, touchVersion } from './end-version.ts'
import { listRemoved, readIdentityKey } from './identities.ts'
import { retireVersions } from './retire-versions.ts'
import type { LoadProgress } from './schema.ts'

/** How often the version is told how far it is, and asked whether it was cancelled. */
const TOUCH_MS = 1_000
const STOPPED = 'The program stopped before the load was done. Load the files again.'

export interface LoadVersion {
  db: Databases
  dataDir: string
  log: Logger
  id: string
  /** Where the version's files lie. */
  filesOf(names: string[]): LoadFile[]
  /** Aborts when the process stops: the version fails then. */
  signal: AbortSignal
  onProgress?: (progress: LoadProgress) => void
}

/** `busy`: another load runs. `over`: there is nothing to load. */
export type Loaded = 'ready' | 'failed' | 'cancelled' | 'busy' | 'over'

/**
 * Loads a waiting version and makes it the one that is searched. Whatever goes wrong, it ends without files and with
 * the reason, and what was searched stays.
 */
export async function loadVersion(run: LoadVersion): Promise<Loaded> {
  const { db, dataDir, id, log } = run
  const { claim, files } = await claimVersion(db, id)
  if (claim !== 'claimed') return claim
  const dir = versionDir(dataDir, id)
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, run.signal])
  let latest: LoadProgress = {}
  let isTelling = false // one at a time, however long a busy database takes
  const heart = setInterval(async () => {
    if (isTelling) return
    isTelling = true
    try {
      if (!(await touchVersion(db, id, latest))) stop.abort()
    } catch (error) {
      log.warn({ err: error, version: id }, 'a load could not say how far it is')
    } finally {
      isTelling = false
    }
  }, TOUCH_MS)
  try {
    const { people, bytes, ...found } = await loadPeople({
      ...{ id, dir, files: run.filesOf(files), signal },
      identityKey: await readIdentityKey(db),
      removed: listRemoved(db),
      onProgress: (progress) => {
        latest = progress
        run.onProgress?.(progress)
      },
    })
    clearInterval(heart)
    if (await finishVersion(db, id, { people, bytes, progress: found })) {
      await retireVersions(db, dataDir)
      return 'ready'
    }
    await rm(dir, { recursive: true, force: true })
    return 'cancelled'
  } catch (error) {
    clearInterval(heart)
    if (stop.signal.aborted) return 'cancelled'
    if (!(error instanceof LoadError) && !run.signal.aborted)
      log.error({ err: error, version: id }, 'a load of the audience failed')
    await failVersion(db, id, reasonOf(error, run.signal), latest)
    return 'failed'
  } finally {
    clearInterval(heart)
  }
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return STOPPED
  if (error instanceof LoadError) return error.message
  const isFull = /no space left|ENOSPC|out of disk|Out of Memory/i.test((error as Error).message)
  return isFull
    ? 'There is not enough disk or memory for this load. Make room in the data folder and load the files again.'
    : 'The load failed for a reason of its own; the log of the program says which. Load the files again.'
}
