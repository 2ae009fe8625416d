import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { OpenVersion } from './open-version.ts'
import { countBits } from './scan/histogram.ts'

/** Leaves people out of this version and every later load, in every process at once. Answers how many were in it. */
export async function removePeople(
  db: Databases,
  version: OpenVersion | null,
  identities: Buffer[],
): Promise<number> {
  const before = await version?.removed.current()
  await withSystem(db, (tx) =>
    sql`insert into audience_removals (identity) select unnest(${identities}::bytea[]) on conflict do nothing`.execute(
      tx,
    ),
  )
  const after = await version?.removed.current()
  return before && after ? countBits(after.bits) - countBits(before.bits) : 0
}
