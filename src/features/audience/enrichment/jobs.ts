import { sql } from 'kysely'
import { z } from 'zod'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { takeUpStale } from '../take-up-stale.ts'
import { enqueueRun, MAX_ATTEMPTS, RUN_ENRICHMENT } from './enqueue-run.ts'
import { purgeRuns } from './purge-runs.ts'
import { runEnrichment } from './run-enrichment.ts'

const SWEEP_RUNS = 'audience.sweep_enrichments'
const PURGE_RUNS = 'audience.purge_enrichments'
const payloadSchema = z.object({ workspace_id: z.uuid(), enrichment_id: z.uuid() })
const GAVE_UP =
  'The enrichment failed several times for a reason on our side. What it had filled stays; enrich the rest again.'

export const enrichmentCron: CronLine[] = [
  { task: SWEEP_RUNS, match: '* * * * *' },
  { task: PURGE_RUNS, match: '*/15 * * * *' },
]

export function enrichmentTasks({ db }: Platform): Record<string, Task> {
  return {
    [SWEEP_RUNS]: () => takeUpStale(db, 'enrichments', enqueueRun),
    [PURGE_RUNS]: () => purgeRuns(db),
    [RUN_ENRICHMENT]: async (payload, { signal, attempt }) => {
      const { workspace_id: workspaceId, enrichment_id: id } = payloadSchema.parse(payload)
      try {
        await runEnrichment(db, { workspaceId, id, signal })
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS && !signal.aborted) await giveUp(db, workspaceId, id)
        throw error
      }
    },
  }
}

/** A run ends as failed; an undo is left to be taken up again. */
async function giveUp(db: Databases, workspaceId: string, id: string): Promise<void> {
  await withWorkspace(db, workspaceId, (tx) =>
    sql`select end_enrichment(${id}::uuid, 'failed', null, ${GAVE_UP})`.execute(tx),
  )
}
