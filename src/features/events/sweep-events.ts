import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

const KEPT_DAYS = 30
const BATCH = 10_000

/** Forgets one batch of the oldest events and tells whether more may wait. Needs withSystem. */
export async function sweepEvents(tx: Tx): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    with oldest as (select workspace_id, xid, id, created_at from events order by xid, id limit ${BATCH})
    delete from events e using oldest o
    where e.workspace_id = o.workspace_id and e.xid = o.xid and e.id = o.id
      and o.created_at < now() - make_interval(days => ${KEPT_DAYS})`.execute(tx)
  return numAffectedRows === BigInt(BATCH)
}
