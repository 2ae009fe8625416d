import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { endPull } from './end-pull.ts'
import { readPull } from './list-pulls.ts'
import type { Pull } from './schema.ts'

/**
 * Stops a pull after the batch that is being stored, and answers what it did. 404 for an unknown one, 409 for one that
 * has ended.
 */
export async function cancelPull(tx: Tx, workspaceId: string, pullId: string): Promise<Pull> {
  const isCancelled = await endPull(tx, pullId, { status: 'cancelled' })
  const pull = await readPull(tx, workspaceId, pullId)
  if (!isCancelled) throw new Problem('conflict', `This pull has already ended: it is ${pull.status}.`)
  return pull
}
