import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

const KEPT_DAYS = 7
const BATCH = 10_000

/** Forgets one batch of old Idempotency-Keys and tells whether more may wait. Needs withSystem. */
export async function purgeIdempotencyKeys(tx: Tx): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from idempotency_keys where ctid = any (array(
      select ctid from idempotency_keys where created_at < now() - make_interval(days => ${KEPT_DAYS})
      order by created_at limit ${BATCH}))`.execute(tx)
  return numAffectedRows === BigInt(BATCH)
}
