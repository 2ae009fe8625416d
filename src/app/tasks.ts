import { accountTasks, SWEEP_EXPIRED } from '../features/accounts/index.ts'
import { analyticsCron, analyticsTasks } from '../features/analytics/index.ts'
import { audienceCron, audienceTasks, providerOf } from '../features/audience/index.ts'
import { creditCron, creditTasks } from '../features/credits/index.ts'
import { eventCron, eventTasks } from '../features/events/index.ts'
import { importCron, importTasks, leadCron, leadTasks } from '../features/leads/index.ts'
import { marketplaceCron, marketplaceTasks } from '../features/marketplace/index.ts'
import { operationCron, operationTasks } from '../features/operations/index.ts'
import { partnerCron, partnerTasks } from '../features/partners/index.ts'
import { pixelCron, pixelTasks } from '../features/pixels/index.ts'
import { segmentCron, segmentTasks } from '../features/segments/index.ts'
import type { CronLine, Task } from '../platform/jobs/index.ts'
import type { Platform } from '../platform/platform.ts'

/** Every job by name. */
export function tasks(platform: Platform): Record<string, Task> {
  return {
    ...accountTasks(platform),
    ...importTasks(platform),
    ...leadTasks(platform),
    ...creditTasks(platform),
    ...marketplaceTasks(platform),
    ...partnerTasks(platform),
    ...audienceTasks(platform, providerOf(platform)),
    ...segmentTasks(platform, providerOf(platform)),
    ...pixelTasks(platform),
    ...analyticsTasks(platform),
    ...operationTasks(platform),
    ...eventTasks(platform),
  }
}

/** Every job that runs by the clock (UTC). */
export const cron: CronLine[] = [
  { task: SWEEP_EXPIRED, match: '17 3 * * *' },
  ...importCron,
  ...leadCron,
  ...creditCron,
  ...marketplaceCron,
  ...partnerCron,
  ...audienceCron,
  ...segmentCron,
  ...pixelCron,
  ...analyticsCron,
  ...operationCron,
  ...eventCron,
]
