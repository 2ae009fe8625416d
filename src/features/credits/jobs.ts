import { withSystem } from '../../platform/db/index.ts'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { purgeIdempotencyKeys } from './purge-idempotency-keys.ts'

const PURGE = 'credits.purge_idempotency_keys'

export function creditTasks({ db }: Platform): Record<string, Task> {
  return {
    [PURGE]: async (_payload, { signal }) => {
      while (!signal.aborted && (await withSystem(db, purgeIdempotencyKeys)));
    },
  }
}

export const creditCron: CronLine[] = [{ task: PURGE, match: '41 3 * * *' }]
