import { sql } from 'kysely'
import { type Databases, type Tx, withSystem } from '../../../platform/db/index.ts'

/** An event may be a week old, and the job that makes the next days may be late. */
const DAYS_BACK = 8
const DAYS_AHEAD = 3

/** Makes the partitions into which an event may come now or in the next days. Needs withSystem. */
export async function makePartitions(tx: Tx): Promise<void> {
  await sql`
    select make_pixel_partitions(d - ${DAYS_BACK}::int, d + ${DAYS_AHEAD}::int)
    from (select (now() at time zone 'UTC')::date as d) today`.execute(tx)
}

/** Before the first event may come. */
export function makePixelPartitions(db: Databases): Promise<void> {
  return withSystem(db, makePartitions)
}
