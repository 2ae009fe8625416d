import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'

const BATCH = 500

/**
 * Takes what is left of grants past their date, each in a transaction of its own so that no two wallets are locked at
 * once. Looks at the last days; `all` also at older grants that something came back to. Answers how many went.
 */
export async function expireGrants(db: Databases, { all = false } = {}): Promise<number> {
  const due = await withSystem(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from credit_grants
      where expires_at <= now() and expires_at > ${all ? '-infinity' : new Date(Date.now() - 2 * 86_400_000)}
        and remaining_hundredths > 0
      order by expires_at limit ${BATCH}`.execute(tx)
    return rows
  })
  for (const { id } of due) {
    await withSystem(db, (tx) => sql`select expire_grant(${id})`.execute(tx))
  }
  return due.length
}
