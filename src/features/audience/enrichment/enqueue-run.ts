import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'

export const RUN_ENRICHMENT = 'audience.enrich'
/** Some minutes of trying again; what fails longer than that is told to the person. */
export const MAX_ATTEMPTS = 6

/** Hands a run, or its undo, to the workers; one that waits already is not queued twice. */
export function enqueueRun(tx: Tx, workspaceId: string, id: string): Promise<void> {
  return enqueue(
    tx,
    RUN_ENRICHMENT,
    { workspace_id: workspaceId, enrichment_id: id },
    { key: `${RUN_ENRICHMENT}:${id}`, maxAttempts: MAX_ATTEMPTS },
  )
}
