import { z } from 'zod'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { takeUpStale } from '../take-up-stale.ts'
import { enqueuePull, PULL_PEOPLE } from './enqueue-pull.ts'
import { runPull } from './run-pull.ts'

const SWEEP_PULLS = 'audience.sweep_pulls'
const payloadSchema = z.object({ workspace_id: z.uuid(), pull_id: z.uuid() })

export const pullCron: CronLine[] = [{ task: SWEEP_PULLS, match: '* * * * *' }]

export function pullTasks({ db }: Platform, provider: AudienceProvider): Record<string, Task> {
  return {
    [SWEEP_PULLS]: () => takeUpStale(db, 'pulls', enqueuePull),
    [PULL_PEOPLE]: async (payload, { signal }) => {
      const { workspace_id: workspaceId, pull_id: pullId } = payloadSchema.parse(payload)
      await runPull(db, provider, { workspaceId, pullId, signal })
    },
  }
}
