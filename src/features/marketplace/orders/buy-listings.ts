import { callInWorkspace, type Databases } from '../../../platform/db/index.ts'
import { requestHash, toHundredths } from '../../credits/index.ts'
import { retryPassing } from '../retry-passing.ts'
import type { Bought, OrderRequest } from '../schema.ts'

export interface Purchase {
  workspaceId: string
  /** The member who buys; null for a program. */
  actorId: string | null
  idempotencyKey: string
  request: OrderRequest
}

/** Buys listings, or what a quote holds, in one call of the database: all of it happens, or nothing. */
export function buyListings(db: Databases, purchase: Purchase): Promise<Bought> {
  const { workspaceId, actorId, idempotencyKey, request } = purchase
  const hash = `\\x${requestHash(request).toString('hex')}`
  const ids = request.listing_ids ? `{${request.listing_ids.join()}}` : null
  return retryPassing(() =>
    callInWorkspace<Bought>(db, workspaceId, 'buy_listings', [
      ...[ids, request.on_unavailable, idempotencyKey, hash, actorId],
      ...[hundredths(request.max_total), hundredths(request.confirmed_total), request.quote_id ?? null],
    ]),
  )
}

function hundredths(credits: number | undefined): string | null {
  return credits === undefined ? null : String(toHundredths(credits))
}
