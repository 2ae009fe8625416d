import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../log.ts'

const CHANNEL = 'assay_events'
const RING_EVERY_MS = 5
const RECONNECT_MS = 1_000

export interface Bell {
  /** Tells the other processes, soon and once for many calls. */
  ring(): void
  stop(): Promise<void>
}

/**
 * Wakes the other processes on this database. One connection listens and rings, outside every other
 * transaction: a NOTIFY inside hot ones would make their commits queue for one lock. A lost bell only
 * means that the others' slow poll finds the events.
 */
export async function startBell(url: string, onRing: () => void, log: Logger): Promise<Bell> {
  let client: pg.Client | undefined
  let isStopped = false
  let isListening = false
  let isWanted = false
  let ringing: Promise<void> | undefined
  let reconnectTimer: NodeJS.Timeout | undefined

  const lost = (failed: pg.Client) => {
    if (client !== failed) return
    client = undefined
    isListening = false
    failed.end().catch(() => {})
    if (!isStopped) reconnectTimer = setTimeout(() => void connect(), RECONNECT_MS)
  }

  async function connect() {
    const next = new pg.Client({ connectionString: url, application_name: 'assay bell', keepAlive: true })
    client = next
    next.on('error', () => lost(next))
    next.on('end', () => lost(next))
    next.on('notification', ({ processId }) => {
      // Our own ring comes back too; this process has long read.
      if (processId !== (next as unknown as { processID: number }).processID) onRing()
    })
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      isListening = true
      onRing() // whatever rang while we did not listen
    } catch (error) {
      log.warn({ err: error }, 'cannot listen for events; the slow poll goes on')
      lost(next)
    }
  }

  /** One statement at a time; what is asked for meanwhile is rung after it. */
  async function ringOn() {
    while (isWanted && !isStopped) {
      await sleep(RING_EVERY_MS)
      isWanted = false
      if (isListening) await client?.query(`notify ${CHANNEL}`).catch(() => {})
    }
    ringing = undefined
  }

  await connect()
  return {
    ring() {
      isWanted = true
      if (!isStopped) ringing ??= ringOn()
    },
    async stop() {
      isStopped = true
      clearTimeout(reconnectTimer)
      const last = client
      client = undefined
      await ringing
      await last?.end().catch(() => {})
    },
  }
}
