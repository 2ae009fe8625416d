import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

const KEPT_DAYS = 90
const BATCH = 1_000

/** Forgets the bodies of one batch of old applied events (they name people) and tells whether more may wait. */
export async function purgeEvents(tx: Tx): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update stripe_events set payload = null where id = any (array(
      select id from stripe_events
      where received_at < now() - make_interval(days => ${KEPT_DAYS}) and applied_at is not null and payload is not null
      limit ${BATCH}))`.execute(tx)
  return numAffectedRows === BigInt(BATCH)
}
