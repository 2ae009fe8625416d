import { sql } from 'kysely'
import { withSystem } from '../../../platform/db/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { hashToken, newToken } from '../secrets.ts'

/**
 * On an install that has no operator, makes the one-time token that makes the first one, and answers it to be
 * printed. Null when there is nothing to print: there is an operator, or a token of the last 7 days waits, so
 * of many processes that start at once one prints. A lost token is replaced after deleting the row of
 * operator_claims.
 */
export async function issueOperatorClaim({ db }: Pick<Platform, 'db'>): Promise<string | null> {
  const token = newToken()
  const { numAffectedRows } = await withSystem(db, (tx) =>
    sql`
      insert into operator_claims (token_hash)
      select ${hashToken(token)} where not exists (select from operators)
      on conflict (only_one) do update
        set token_hash = excluded.token_hash, created_at = now()
        where operator_claims.claimed_at is null and operator_claims.created_at < now() - interval '7 days'
    `.execute(tx),
  )
  return numAffectedRows ? token : null
}
