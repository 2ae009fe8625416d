import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { requestHash } from '../../credits/index.ts'
import type { RequestedPayout } from './schema.ts'

export interface PayoutRequest {
  actorId: string | null
  idempotencyKey: string
}

/** Asks for a payout of all that is available. 403 for who may not sell; 409 below the minimum or without an account. */
export async function requestPayout(tx: Tx, { actorId, idempotencyKey }: PayoutRequest) {
  const { rows } = await sql<{ answer: RequestedPayout }>`
    select request_payout(${actorId}, ${idempotencyKey}, ${requestHash({})}) as answer`.execute(tx)
  return (rows[0] as { answer: RequestedPayout }).answer
}
