import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const LIMIT_MS = 600_000

/** Computes anew how partners stand beside each other: one pass over all listings. Needs withSystem. */
export async function refreshStandings(tx: Tx): Promise<void> {
  await sql.raw(`set local statement_timeout = ${LIMIT_MS}`).execute(tx)
  await sql`select refresh_partner_standings()`.execute(tx)
}
