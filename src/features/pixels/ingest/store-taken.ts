import { setTimeout as sleep } from 'node:timers/promises'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { Logger } from '../../../platform/log.ts'
import { makePartitions } from '../keep/make-partitions.ts'
import { tooBusy } from './group-commit.ts'
import { ingestArguments } from './ingest-arguments.ts'
import type { Taken } from './taken.ts'

const DEADLOCK = '40P01'
const CHECK_VIOLATION = '23514'
const TRIES = 4

/** Stores what many requests gave in one transaction; answers for each how many of its events are new. */
export async function storeTaken(db: Databases, group: Taken[], log: Logger): Promise<number[]> {
  const { values, ownerOf, counts } = ingestArguments(group)
  for (let attempt = 1; ; attempt++) {
    try {
      const { rows } = await db.system.query<{ repeated: number[] }>({
        name: 'ingest_pixel_events',
        text: 'select ingest_pixel_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as repeated',
        values,
      })
      db.wake()
      for (const number of rows[0]?.repeated ?? []) {
        const owner = ownerOf[number - 1] ?? 0
        counts[owner] = (counts[owner] ?? 0) - 1
      }
      return counts
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
