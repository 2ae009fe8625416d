import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const KEPT_DAYS = 30
const BATCH = 1_000

/** Forgets one batch of quotes that ended long ago and tells whether more may wait. Needs withSystem. */
export async function purgeQuotes(tx: Tx): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from quotes where ctid = any (array(
      select ctid from quotes where closed_at < now() - make_interval(days => ${KEPT_DAYS})
      order by closed_at limit ${BATCH}))`.execute(tx)
  return numAffectedRows === BigInt(BATCH)
}
