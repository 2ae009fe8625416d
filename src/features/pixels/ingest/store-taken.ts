import { setTimeout as sleep } from 'node:timers/promises'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { Logger } from '../../../platform/log.ts'
import { makePartitions } from '../keep/make-partitions.ts'
import { tooBusy } from './group-commit.ts'
import type { Drop, Hit, NewEvent, Taken } from './taken.ts'

const DEADLOCK = '40P01'
const CHECK_VIOLATION = '23514'
const TRIES = 4

/** Stores what many requests gave in one transaction; answers for each how many of its events are new. */
export async function storeTaken(db: Databases, group: Taken[], log: Logger): Promise<number[]> {
  const values = valuesOf(group)
  for (let attempt = 1; ; attempt++) {
    try {
      const { rows } = await db.system.query<{ taken: number[] }>({
        name: 'ingest_pixel_events',
        text: 'select ingest_pixel_events($1, $2, $3) as taken',
        values,
      })
      db.wake()
      return countsOf(group, rows[0]?.taken ?? [])
    } catch (error) {
      await recover(error, attempt, db, log)
    }
  }
}

/** Returns when another try may succeed. */
async function recover(error: unknown, attempt: number, db: Databases, log: Logger): Promise<void> {
  const { code = '', message } = error as { code?: string; message?: string }
  const isPartitionMissing = code === CHECK_VIOLATION && /no partition/.test(message ?? '')
  if (attempt < TRIES && code === DEADLOCK) return void (await sleep(attempt * 10))
  if (attempt < TRIES && isPartitionMissing) return void (await withSystem(db, makePartitions))
  if (isOutage(code)) {
    log.warn({ err: error }, 'pixel events cannot be stored; browsers send them again')
    throw tooBusy()
  }
  throw error
}

/** No SQLSTATE: the connection. 08 and 57: it was cut or is shutting down. 53: no room. 55: locked. 40: a race. */
function isOutage(code: string): boolean {
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|40|53|55|57)/.test(code)
}

/** Whether the database refused a value, and not the whole. */
export function isFaultOfOne(error: unknown): boolean {
  return /^2[23]\d/.test((error as { code?: string }).code ?? '')
}

/** The three arguments as JSON. */
function valuesOf(group: Taken[]): string[] {
  const hits: Omit<Hit, 'events'>[] = []
  const events: (NewEvent & { h: number })[] = []
  const drops: Drop[] = []
  for (const taken of group) {
    for (const { events: own, ...hit } of taken.hits) {
      hits.push(hit)
      for (const event of own) events.push({ h: hits.length, ...event })
    }
    drops.push(...taken.drops)
  }
  return [JSON.stringify(hits), JSON.stringify(events), JSON.stringify(drops)]
}

function countsOf(group: Taken[], ofHits: number[]): number[] {
  let next = 0
  return group.map(({ hits }) => hits.reduce((sum) => sum + (ofHits[next++] ?? 0), 0))
}
