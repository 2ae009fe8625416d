import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { MAX_FAILURES } from './run-pull.ts'

export const PULL_PEOPLE = 'audience.pull'

/** Hands a pull to the workers. */
export function enqueuePull(tx: Tx, workspaceId: string, pullId: string): Promise<void> {
  return enqueue(
    tx,
    PULL_PEOPLE,
    { workspace_id: workspaceId, pull_id: pullId },
    { key: `${PULL_PEOPLE}:${pullId}`, maxAttempts: MAX_FAILURES },
  )
}
