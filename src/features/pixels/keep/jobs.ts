import { withSystem } from '../../../platform/db/index.ts'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { makePartitions } from './make-partitions.ts'
import { dropDays, readKeeping, sweepWorkspace } from './sweep-events.ts'

const MAKE_PARTITIONS = 'pixels.make_partitions'
const SWEEP = 'pixels.sweep'

export function keepTasks({ db }: Platform): Record<string, Task> {
  return {
    [MAKE_PARTITIONS]: () => withSystem(db, makePartitions),
    [SWEEP]: async (_payload, { signal }) => {
      const keeping = await withSystem(db, readKeeping)
      for (const workspace of keeping) {
        while (!signal.aborted && (await withSystem(db, (tx) => sweepWorkspace(tx, workspace))));
      }
      if (!signal.aborted) await withSystem(db, (tx) => dropDays(tx, keeping))
    },
  }
}

export const keepCron: CronLine[] = [
  { task: MAKE_PARTITIONS, match: '7 */6 * * *' },
  { task: SWEEP, match: '23 4 * * *' },
]
