import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { refreshQuality } from './refresh-quality.ts'

const REFRESH = 'partners.refresh_quality'

export function partnerTasks({ db }: Platform): Record<string, Task> {
  return { [REFRESH]: (_payload, { signal }) => refreshQuality(db, signal) }
}

export const partnerCron: CronLine[] = [{ task: REFRESH, match: '23 2 * * *' }]
