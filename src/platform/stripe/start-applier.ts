import type { Databases } from '../db/index.ts'
import type { Logger } from '../log.ts'
import { applyEvent } from './apply-event.ts'
import type { StripeHandlers } from './handler.ts'

const LANES = 3
/** For what another process stored, what is to be tried again, and what a killed process left. */
const POLL_MS = 5_000

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
  let running: Promise<void> | undefined

  async function run() {
    while (isWanted && !isStopped) {
      isWanted = false
      await drainEvents(db, handlers, () => isStopped).catch((error: unknown) =>
        log.error({ err: error }, 'applying Stripe events failed; they stay and are tried again'),
      )
    }
    running = undefined
  }

  const wake = () => {
    isWanted = true
    if (!isStopped) running ??= run()
  }
  wake()
  const poll = setInterval(wake, POLL_MS)
  poll.unref()
  return {
    wake,
    async stop() {
      isStopped = true
      clearInterval(poll)
      await running
    },
  }
}

/** Applies all events that are due. */
export async function drainEvents(
  db: Databases,
  handlers: StripeHandlers,
  isStopped: () => boolean = () => false,
): Promise<void> {
  if (!(await applyEvent(db, handlers))) return
  const lane = async () => {
    while (!isStopped() && (await applyEvent(db, handlers)));
  }
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
