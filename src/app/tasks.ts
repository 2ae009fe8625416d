import type { CronLine, Task } from '../platform/jobs/index.ts'
import type { Platform } from '../platform/platform.ts'

/** Every job by name. */
export function tasks(_platform: Platform): Record<string, Task> {
  return {}
}

/** Every job that runs by the clock (UTC). */
export const cron: CronLine[] = []
