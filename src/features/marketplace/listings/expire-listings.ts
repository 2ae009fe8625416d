import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Takes listings past their date off the market, a batch at a time; tells how many. Needs withSystem. */
export async function expireListings(tx: Tx): Promise<number> {
  const { rows } = await sql<{ expired: number }>`select expire_listings() as expired`.execute(tx)
  return rows[0]?.expired ?? 0
}
