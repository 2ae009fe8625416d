import { withSystem } from '../../platform/db/index.ts'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { sweepEvents } from './sweep-events.ts'

const SWEEP = 'events.sweep'

export function eventTasks({ db }: Platform): Record<string, Task> {
  return {
    [SWEEP]: async (_payload, { signal }) => {
      while (!signal.aborted && (await withSystem(db, sweepEvents)));
    },
  }
}

export const eventCron: CronLine[] = [{ task: SWEEP, match: '53 3 * * *' }]
