import type { Databases } from '../db/index.ts'
import type { Logger } from '../log.ts'
import { startBell } from './bell.ts'
import { type Follower, follow } from './follow.ts'
import { createHub, type Listener } from './hub.ts'

export interface Live {
  /** A transaction of this process wrote: read the log now and wake the other processes. */
  wake(): void
  /** Calls `listener` with the new events of a workspace, in log order; returns how to stop. */
  subscribe(workspaceId: string, listener: Listener): () => void
  stop(): Promise<void>
}

/** Starts this process's one reader of the event log. */
export async function startLive(db: Databases, log: Logger): Promise<Live> {
  const hub = createHub()
  const follower: Follower = await follow({ system: db.system, onEvents: hub.publish, log })
  const bell = await startBell(db.systemUrl, follower.wake, log)
  const wake = () => {
    follower.wake()
    bell.ring()
  }
  db.onWake(wake)
  return {
    wake,
    subscribe: hub.subscribe,
    async stop() {
      db.onWake(() => {})
      await bell.stop()
      await follower.stop()
    },
  }
}
