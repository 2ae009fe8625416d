import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { finishImport } from './finish-import.ts'
import { readImport } from './read-import.ts'

/**
 * Stops an import after the batch that is being stored, and answers what it did. 404 for an unknown one, 409 for
 * one that has ended.
 */
export async function cancelImport(tx: Tx, workspaceId: string, importId: string) {
  const isCancelled = await finishImport(tx, workspaceId, importId, 'cancelled')
  const view = await readImport(tx, workspaceId, importId)
  if (!isCancelled) throw new Problem('conflict', `This import has already ended: it is ${view.status}.`)
  return view
}
