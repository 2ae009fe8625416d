import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** The buyer takes a return back while nobody has decided; the item stays bought and cannot be returned again. */
export async function cancelReturn(tx: Tx, id: string, actorId: string | null): Promise<void> {
  await sql`select cancel_return(${id}, ${actorId})`.execute(tx)
}
