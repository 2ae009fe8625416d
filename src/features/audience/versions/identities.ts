import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'

const PAGE = 50_000

/** What identities are hashed with, here as in the database. */
export function readIdentityKey(db: Databases): Promise<Buffer> {
  return withSystem(db, async (tx) => {
    const { rows } = await sql<{ key: Buffer }>`select identity_key() as key`.execute(tx)
    return (rows[0] as { key: Buffer }).key
  })
}

/** Who was erased from the audience: the first eight bytes of each identity. */
export async function* listRemoved(db: Databases): AsyncGenerator<bigint[]> {
  let after: Buffer = Buffer.alloc(0)
  for (;;) {
    const page = await withSystem(db, (tx) =>
      tx
        .selectFrom('audience_removals')
        .select('identity')
        .where('identity', '>', after)
        .orderBy('identity')
        .limit(PAGE)
        .execute(),
    )
    const last = page.at(-1)
    if (last === undefined) return
    yield page.map(({ identity }) => identity.readBigUInt64BE())
    after = last.identity
  }
}
