import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { ListingTerms } from './import-options.ts'

export interface Listed {
  count: number
  /** What the partner earns when every listing is sold to as many buyers as it may be, at today's rate. */
  potentialEarningsHundredths: number
}

/** Puts the leads an import made on sale, when it was asked to. */
export async function listStored(tx: Tx, terms: ListingTerms | null, leadIds: string[]): Promise<Listed> {
  if (terms === null || leadIds.length === 0) return { count: 0, potentialEarningsHundredths: 0 }
  const { price_hundredths: price, max_buyers: buyers, expires_at: expiresAt } = terms
  const { rows } = await sql<{ count: number; percent: number }>`
    select list_leads(${leadIds}::uuid[], ${price}, ${buyers}, ${expiresAt}) as count, commission_now() as percent
  `.execute(tx)
  const { count, percent } = rows[0] ?? { count: 0, percent: 0 }
  return { count, potentialEarningsHundredths: count * buyers * Math.floor((price * percent) / 100) }
}
