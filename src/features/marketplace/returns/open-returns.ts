import { callInWorkspace, type Databases } from '../../../platform/db/index.ts'
import { requestHash } from '../../credits/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import type { Opened, ReturnRequest } from './schema.ts'

export interface NewReturns {
  workspaceId: string
  orderId: string
  /** The member who asks; null for a program. */
  actorId: string | null
  idempotencyKey: string
  request: ReturnRequest
}

/** Asks to return items of an order, all of them or none; what our records prove is accepted at once. */
export function openReturns(
  db: Databases,
  { workspaceId, orderId, actorId, idempotencyKey, request }: NewReturns,
): Promise<Opened> {
  const hash = `\\x${requestHash({ orderId, ...request }).toString('hex')}`
  const args = [orderId, JSON.stringify(request.items), idempotencyKey, hash, actorId]
  return retryConflicts(() => callInWorkspace<Opened>(db, workspaceId, 'open_returns', args))
}
