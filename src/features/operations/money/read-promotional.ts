import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** In hundredths: credits given away, what is left of them and what expired. */
export async function readPromotional(tx: Tx) {
  const given = await sql<{ given: number; remaining: number }>`
    select coalesce(sum(amount_hundredths), 0)::bigint as given, coalesce(sum(remaining_hundredths), 0)::bigint as remaining
    from credit_grants where kind = 'promotional'`.execute(tx)
  const expired = await sql<{ expired: number }>`
    select coalesce(-sum(m.amount_hundredths), 0)::bigint as expired
    from ledger_transfers t
    join grant_moves m on m.transfer_id = t.id
    join credit_grants g on g.id = m.grant_id and g.kind = 'promotional'
    where t.kind = 'expiry'`.execute(tx)
  return {
    ...(given.rows[0] as { given: number; remaining: number }),
    expired: expired.rows[0]?.expired ?? 0,
  }
}
