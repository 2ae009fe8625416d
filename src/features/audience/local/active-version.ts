import type { Databases } from '../../../platform/db/index.ts'
import { versionDir } from './load/layout.ts'
import { type OpenVersion, openVersion } from './open-version.ts'

/** Which version is active is asked this often at most. */
const LOOK_MS = 1_000
/** Memory is given back when nobody asked for so long. */
const IDLE_MS = 300_000

export interface ActiveVersion {
  id: string
  people: number
  loaded_at: string
}

interface Opened {
  version: OpenVersion
  /** Questions that are being answered from it. */
  users: number
  isRetired: boolean
}

/**
 * The version that people search now, open while it is used. A newly activated one is opened before the old one is let
 * go, and what was asked of the old one is answered from it.
 */
export class ActiveVersions {
  readonly #db: Databases
  readonly #dataDir: string
  readonly #idleMs: number
  #looked: { at: number; active: Promise<ActiveVersion | null> } | null = null
  #opened: Opened | null = null
  #opening: Promise<void> | null = null
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(db: Databases, dataDir: string, idleMs = IDLE_MS) {
    this.#db = db
    this.#dataDir = dataDir
    this.#idleMs = idleMs
  }

  /** null while there is none. */
  active(): Promise<ActiveVersion | null> {
    const now = Date.now()
    if (this.#looked && now - this.#looked.at < LOOK_MS) return this.#looked.active
    const active = findActive(this.#db)
    this.#looked = { at: now, active }
    active.catch(() => {
      if (this.#looked?.active === active) this.#looked = null
    })
    return active
  }

  /** Calls `work` with the active version, which stays open until it is done; answers `otherwise` while there is none. */
  async use<T>(work: (version: OpenVersion) => Promise<T>, otherwise: T): Promise<T> {
    const opened = await this.#take()
    if (!opened) return otherwise
    try {
      return await work(opened.version)
    } finally {
      opened.users--
      clearTimeout(this.#idle)
      this.#idle = setTimeout(() => void this.#retire(), this.#idleMs).unref()
      if (opened.isRetired && opened.users === 0) void opened.version.close()
    }
  }

  /** Threads and files are given back as soon as nobody is being answered. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#opening?.catch(() => {})
    await this.#retire()
  }

  async #take(): Promise<Opened | null> {
    for (;;) {
      const active = await this.active()
      if (!active) return null
      if (this.#isClosed) throw new Error('The audience is closed')
      const held = this.#opened
      // A thread that died takes its version with it.
      const isWell = held !== null && held.version.threads.failure === null
      if (isWell && held.version.id === active.id) return taken(held)
      this.#opening ??= this.#open(active.id).finally(() => {
        this.#opening = null
      })
      try {
        await this.#opening
      } catch (error) {
        // A version that cannot be opened must not take away the one before it.
        if (isWell && this.#opened === held) return taken(held)
        throw error
      }
    }
  }

  async #open(id: string): Promise<void> {
    const version = await openVersion(this.#db, id, versionDir(this.#dataDir, id))
    const before = this.#opened
    this.#opened = { version, users: 0, isRetired: false }
    if (before) await retire(before)
  }

  async #retire(): Promise<void> {
    clearTimeout(this.#idle)
    const opened = this.#opened
    if (opened && opened.users > 0 && !this.#isClosed) return
    this.#opened = null
    if (opened) await retire(opened)
  }
}

function taken(opened: Opened): Opened {
  opened.users++
  return opened
}

async function retire(opened: Opened): Promise<void> {
  opened.isRetired = true
  if (opened.users === 0) await opened.version.close()
}

async function findActive(db: Databases): Promise<ActiveVersion | null> {
  const row = await db.systemDb
    .selectFrom('audience_versions')
    .select(['id', 'people', 'ready_at'])
    .where('status', '=', 'ready')
    .where('activated_at', 'is not', null)
    .orderBy('activated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, people: Number(row.people), loaded_at: row.ready_at?.toISOString() ?? '' }
}
