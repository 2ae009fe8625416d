import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

/** Removes what no longer opens anything: expired sessions, used-up tokens, counts of old requests. */
export async function sweepExpired(tx: Tx): Promise<void> {
  await sql`delete from auth.session where expires_at < now()`.execute(tx)
  await sql`delete from auth.verification where expires_at < now()`.execute(tx)
  await sql`
    delete from auth.rate_limit where last_request < extract(epoch from now() - interval '1 hour') * 1000
  `.execute(tx)
}
