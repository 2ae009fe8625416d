import { callInWorkspace, type Databases } from '../../../platform/db/index.ts'
import { requestHash } from '../../credits/index.ts'
import { retryPassing } from '../retry-passing.ts'
import type { Quoted, QuoteRequest } from '../schema.ts'

export interface QuoteWish {
  workspaceId: string
  /** The member who asks; null for a program. */
  actorId: string | null
  idempotencyKey: string
  request: QuoteRequest
}

/** Holds listings and the credits for them for some minutes, at the prices of now, in one call of the database. */
export function quoteListings(db: Databases, wish: QuoteWish): Promise<Quoted> {
  const { workspaceId, actorId, idempotencyKey, request } = wish
  const hash = `\\x${requestHash(request).toString('hex')}`
  return retryPassing(() =>
    callInWorkspace<Quoted>(db, workspaceId, 'quote_listings', [
      ...[`{${request.listing_ids.join()}}`, request.on_unavailable, idempotencyKey, hash, actorId],
    ]),
  )
}
