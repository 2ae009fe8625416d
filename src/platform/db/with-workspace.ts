import type { Databases } from './open-databases.ts'
import { runTransaction } from './run-transaction.ts'
import type { Tx } from './tx.ts'

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The one door to a workspace's rows: a transaction as the request role in which row-level security shows
 * this workspace only.
 */
export function withWorkspace<T>(
  db: Databases,
  workspaceId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  // The id becomes part of the statement (SET takes no parameters), so nothing but a UUID may pass.
  if (!UUID.test(workspaceId)) throw new TypeError('withWorkspace needs a UUID')
  return runTransaction(db.app, `begin; set local app.workspace_id = '${workspaceId}'`, work, db.wake)
}
