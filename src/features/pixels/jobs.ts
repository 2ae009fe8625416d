import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'

export const pixelCron: CronLine[] = []

export function pixelTasks(_platform: Platform): Record<string, Task> {
  return {}
}
