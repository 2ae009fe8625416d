import { setTimeout as sleep } from 'node:timers/promises'
import { callInWorkspace, type Databases } from '../../platform/db/index.ts'
import { requestHash, toHundredths } from '../credits/index.ts'
import type { Bought, OrderRequest } from './schema.ts'

const TRIES = 6
const FIRST_WAIT_MS = 5
/** Another transaction took the same person, or deadlocked with us: nothing happened, so do it again. */
const PASSING = new Set(['40001', '40P01'])

export interface Purchase {
  workspaceId: string
  /** The member who buys; null for a program. */
  actorId: string | null
  idempotencyKey: string
  request: OrderRequest
}

/** Buys listings in one call of the database: all of it happens, or nothing. */
export async function buyListings(db: Databases, purchase: Purchase): Promise<Bought> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await buyOnce(db, purchase)
    } catch (error) {
      if (attempt === TRIES || !PASSING.has((error as { code?: string }).code ?? '')) throw error
      await sleep(FIRST_WAIT_MS * 2 ** attempt * Math.random())
    }
  }
}

function buyOnce(
  db: Databases,
  { workspaceId, actorId, idempotencyKey, request }: Purchase,
): Promise<Bought> {
  const maxTotal = request.max_total === undefined ? null : String(toHundredths(request.max_total))
  const hash = `\\x${requestHash(request).toString('hex')}`
  return callInWorkspace<Bought>(db, workspaceId, 'buy_listings', [
    ...[`{${request.listing_ids.join()}}`, request.on_unavailable, idempotencyKey],
    ...[hash, actorId, maxTotal],
  ])
}
