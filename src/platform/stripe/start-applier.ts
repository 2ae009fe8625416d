import { setTimeout as sleep } from 'node:timers/promises'
import type { Databases } from '../db/index.ts'
import type { Logger } from '../log.ts'
import { applyEvent } from './apply-event.ts'
import type { StripeHandlers } from './handler.ts'

const LANES = 3
/** For what another process stored, what is to be tried again, and what a killed process left. */
const POLL_MS = 5_000
/** Answering comes first: while deliveries pour in they are kept, and applied when none has come for a moment. */
const QUIET_MS = 10
const QUIET_LIMIT_MS = 200

export interface StripeApplier {
  /** Events may be due: apply them now. Calls while it is at it melt into one. */
  wake(): void
  /** Lets what is under way finish. */
  stop(): Promise<void>
}

/** Applies stored events whenever it is woken, a few beside each other, and by a slow poll. */
export function startApplier(db: Databases, handlers: StripeHandlers, log: Logger): StripeApplier {
  let isWanted = false
  let isStopped = false
  let wokenAtMs = 0
  let running: Promise<void> | undefined

  async function quiet() {
    const limit = performance.now() + QUIET_LIMIT_MS
    while (!isStopped && performance.now() < Math.min(limit, wokenAtMs + QUIET_MS)) await sleep(QUIET_MS)
  }

  async function run() {
    while (isWanted && !isStopped) {
      isWanted = false
      await quiet()
      await drainEvents(db, handlers, { isStopped: () => isStopped, before: quiet }).catch((error: unknown) =>
        log.error({ err: error }, 'applying Stripe events failed; they stay and are tried again'),
      )
    }
    running = undefined
  }

  const look = () => {
    isWanted = true
    if (!isStopped) running ??= run()
  }
  look()
  const poll = setInterval(look, POLL_MS)
  poll.unref()
  return {
    wake() {
      wokenAtMs = performance.now()
      look()
    },
    async stop() {
      isStopped = true
      clearInterval(poll)
      await running
    },
  }
}

export interface DrainOptions {
  isStopped?: () => boolean
  /** Awaited before each event. */
  before?: () => Promise<void>
}

/** Applies all events that are due. */
export async function drainEvents(
  db: Databases,
  handlers: StripeHandlers,
  { isStopped = () => false, before = async () => {} }: DrainOptions = {},
): Promise<void> {
  if (!(await applyEvent(db, handlers))) return
  const lane = async () => {
    do await before()
    while (!isStopped() && (await applyEvent(db, handlers)))
  }
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
