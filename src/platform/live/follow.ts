import type pg from 'pg'
import type { Logger } from '../log.ts'
import type { EventRow, Position } from './event-row.ts'
import { readEnd, readTail } from './read-tail.ts'

const BATCH = 500
const POLL_MS = 2_000
const HELD_BACK_MS = 10
const HELD_BACK_LIMIT_MS = 250

export interface Follower {
  /** Something may have been committed: read soon. Calls while a read runs melt into one more read. */
  wake(): void
  stop(): Promise<void>
}

export interface FollowOptions {
  system: pg.Pool
  from?: Position
  onEvent(event: EventRow): void
  log: Logger
}

/** Reads the event log from now on (or from a place), one query at a time, woken and by a slow poll. */
export async function follow({ system, from, onEvent, log }: FollowOptions): Promise<Follower> {
  let position = from ?? (await readEnd(system))
  let isWanted = false
  let isStopped = false
  let heldBackMs = HELD_BACK_MS
  let timer: NodeJS.Timeout | undefined
  let reading: Promise<void> | undefined

  const later = (delayMs: number) => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(wake, delayMs)
  }

  async function read() {
    let isHeldBack = false
    while (isWanted && !isStopped) {
      isWanted = false
      const tail = await readTail(system, position, BATCH)
      for (const event of tail.events) {
        position = { xid: event.xid, id: event.id }
        onEvent(event)
      }
      if (tail.events.length > 0) heldBackMs = HELD_BACK_MS
      isWanted ||= tail.events.length === BATCH
      isHeldBack = tail.isHeldBack
    }
    later(isHeldBack ? heldBackMs : POLL_MS)
    if (isHeldBack) heldBackMs = Math.min(heldBackMs * 2, HELD_BACK_LIMIT_MS)
  }

  function wake() {
    isWanted = true
    if (reading || isStopped) return
    reading = read()
      .catch((error) => {
        log.warn({ err: error }, 'reading the event log failed; trying again')
        later(POLL_MS)
      })
      .finally(() => {
        reading = undefined
        if (isWanted) wake()
      })
  }

  later(POLL_MS)
  return {
    wake,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await reading
    },
  }
}
