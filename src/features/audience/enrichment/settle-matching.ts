import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** All rows are matched: the preview can be read and run. */
export async function finishMatching(tx: Tx, id: string): Promise<void> {
  await sql`select finish_matching(${id}::uuid)`.execute(tx)
}

/** Forgets a preview that nobody ran. */
export async function discardMatches(tx: Tx, id: string): Promise<void> {
  await sql`select discard_matches(${id}::uuid)`.execute(tx)
}
