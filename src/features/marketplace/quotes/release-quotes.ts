import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Gives back what quotes past their time hold, a batch at a time; tells how many. Needs withSystem. */
export async function releaseQuotes(tx: Tx): Promise<number> {
  const { rows } = await sql<{ released: number }>`select release_due_quotes() as released`.execute(tx)
  return rows[0]?.released ?? 0
}
