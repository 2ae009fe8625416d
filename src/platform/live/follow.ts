import type pg from 'pg'
import type { Logger } from '../log.ts'
import type { EventRow, Position } from './event-row.ts'
import { readEnd, readTail } from './read-tail.ts'

const BATCH = 500
const POLL_MS = 2_000
/** Between two reads, so that thousands of commits a second cost a few hundred reads. */
const GAP_MS = 8
const HELD_BACK_MS = 10
const HELD_BACK_LIMIT_MS = 250

export interface Follower {
  /** Something may have been committed: read soon. Calls before the next read melt into one. */
  wake(): void
  stop(): Promise<void>
}

export interface FollowOptions {
  system: pg.Pool
  from?: Position
  /** New events in log order, at least one. */
  onEvents(events: readonly EventRow[]): void
  log: Logger
}

/** Reads the event log from now on (or from a place), one query at a time, woken and by a slow poll. */
export async function follow({ system, from, onEvents, log }: FollowOptions): Promise<Follower> {
  let position = from ?? (await readEnd(system))
  let isWanted = false
  let isStopped = false
  let heldBackMs = HELD_BACK_MS
  let lastReadMs = 0
  let timer: NodeJS.Timeout | undefined
  let reading: Promise<void> | undefined

  /** Reads all there is; returns how long to wait for the next look, should nobody wake us. */
  async function read(): Promise<number> {
    for (;;) {
      const tail = await readTail(system, position, BATCH)
      const last = tail.events.at(-1)
      if (last) {
        position = { xid: last.xid, id: last.id }
        onEvents(tail.events)
      }
      if (tail.events.length === BATCH && !isStopped) continue
      heldBackMs = tail.isHeldBack && tail.events.length === 0 ? heldBackMs * 2 : HELD_BACK_MS
      return tail.isHeldBack ? Math.min(heldBackMs, HELD_BACK_LIMIT_MS) : POLL_MS
    }
  }

  async function readOnce() {
    isWanted = false
    let waitMs = POLL_MS
    try {
      waitMs = await read()
    } catch (error) {
      log.warn({ err: error }, 'reading the event log failed; trying again')
    }
    lastReadMs = performance.now()
    reading = undefined
    schedule(isWanted ? GAP_MS : waitMs)
  }

  function schedule(delayMs: number) {
    clearTimeout(timer)
    if (isStopped) return
    // A timer takes a millisecond at least, and readers wait for it.
    if (delayMs <= 0) reading = readOnce()
    else {
      timer = setTimeout(() => {
        reading = readOnce()
      }, delayMs)
    }
  }

  schedule(POLL_MS)
  return {
    wake() {
      // While a read runs, or the next one is near, that one is enough.
      if (isWanted || isStopped) return
      isWanted = true
      if (!reading) schedule(lastReadMs + GAP_MS - performance.now())
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await reading
    },
  }
}
