import type { Databases } from './open-databases.ts'
import { runTransaction } from './run-transaction.ts'
import type { Tx } from './tx.ts'

/**
 * A transaction as the system role, which sees every workspace: for operator verbs, sweeps and the event
 * tail. Never call it with nothing but a tenant's input to decide what it touches.
 */
export function withSystem<T>(db: Databases, work: (tx: Tx) => Promise<T>): Promise<T> {
  return runTransaction(db.system, 'begin', work, db.wake)
}
