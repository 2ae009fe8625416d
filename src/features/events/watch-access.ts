import { setTimeout as sleep } from 'node:timers/promises'
import type { Databases } from '../../platform/db/index.ts'
import type { Logger } from '../../platform/log.ts'
import { type Access, findLapsed } from '../accounts/index.ts'

const CHECK_MS = 2_000

export interface AccessWatch {
  /** Calls `onLapse` soon after the access has lapsed; returns how to stop watching. */
  add(access: Access, onLapse: () => void): () => void
}

/** Looks every two seconds, with one query for all, whether those connected may still be. */
export function watchAccess(db: Databases, log: Logger): AccessWatch {
  const watched = new Map<Access, () => void>()
  let isWatching = false

  async function watch() {
    isWatching = true
    while (watched.size > 0) {
      await sleep(CHECK_MS, undefined, { ref: false })
      await check().catch((error) => log.warn({ err: error }, 'cannot check who may still listen'))
    }
    isWatching = false
  }

  async function check() {
    if (watched.size === 0) return
    for (const access of await findLapsed(db, [...watched.keys()])) watched.get(access)?.()
  }

  return {
    add(access, onLapse) {
      watched.set(access, onLapse)
      if (!isWatching) void watch()
      return () => watched.delete(access)
    },
  }
}
