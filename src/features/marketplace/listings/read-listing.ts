import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Listing } from '../schema.ts'
import { showListings } from './show-listings.ts'

/** One listing that is on sale now. */
export async function readListing(tx: Tx, id: string): Promise<Listing> {
  const [listing] = await showListings(tx, [id])
  if (!listing) throw new Problem('not_found', 'There is no such listing on sale')
  return listing
}
