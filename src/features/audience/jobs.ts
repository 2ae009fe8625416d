import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { enrichmentCron, enrichmentTasks } from './enrichment/jobs.ts'
import { overlapCron, overlapTasks } from './overlap/jobs.ts'
import type { AudienceProvider } from './providers/provider.ts'
import { pullCron, pullTasks } from './pulls/jobs.ts'
import { versionCron, versionTasks } from './versions/jobs.ts'

export function audienceTasks(platform: Platform, provider: AudienceProvider): Record<string, Task> {
  return {
    ...pullTasks(platform, provider),
    ...versionTasks(platform),
    ...enrichmentTasks(platform),
    ...overlapTasks(platform),
  }
}

export const audienceCron: CronLine[] = [...pullCron, ...versionCron, ...enrichmentCron, ...overlapCron]
