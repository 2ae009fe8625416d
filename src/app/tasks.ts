import { accountTasks, SWEEP_EXPIRED } from '../features/accounts/index.ts'
import { importCron, importTasks } from '../features/leads/index.ts'
import type { CronLine, Task } from '../platform/jobs/index.ts'
import type { Platform } from '../platform/platform.ts'

/** Every job by name. */
export function tasks(platform: Platform): Record<string, Task> {
  return {
    ...accountTasks(platform),
    ...importTasks(platform),
  }
}

/** Every job that runs by the clock (UTC). */
export const cron: CronLine[] = [{ task: SWEEP_EXPIRED, match: '17 3 * * *' }, ...importCron]
