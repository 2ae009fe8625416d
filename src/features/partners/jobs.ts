import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { dashboardCron, dashboardTasks } from './dashboard/jobs.ts'
import { payoutCron, payoutTasks } from './payouts/jobs.ts'
import { refreshQuality } from './refresh-quality.ts'

const REFRESH = 'partners.refresh_quality'

export function partnerTasks(platform: Platform): Record<string, Task> {
  return {
    [REFRESH]: (_payload, { signal }) => refreshQuality(platform.db, signal),
    ...payoutTasks(platform),
    ...dashboardTasks(platform),
  }
}

export const partnerCron: CronLine[] = [
  { task: REFRESH, match: '23 2 * * *' },
  ...payoutCron,
  ...dashboardCron,
]
