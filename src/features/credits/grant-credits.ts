import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { toHundredths } from './hundredths.ts'
import { requestHash } from './request-hash.ts'
import type { CreditGrant, Granted } from './schema.ts'

export interface Grant extends Pick<CreditGrant, 'credits' | 'reason'> {
  kind?: CreditGrant['kind']
  expires_at?: string | null
  operatorId: string
  workspaceId: string
  idempotencyKey: string
}

/** The operator gives a workspace credits. Needs withSystem; the database checks the operator once more. */
export async function grantCredits(tx: Tx, { operatorId, workspaceId, idempotencyKey, ...grant }: Grant) {
  const amount = toHundredths(grant.credits)
  const { kind = 'promotional', expires_at = null } = grant
  const hash = requestHash({ amount, reason: grant.reason, kind, expires_at })
  const { rows } = await sql<{ granted: Granted }>`
    select grant_credits(${operatorId}, ${workspaceId}, ${amount}, ${grant.reason}, ${idempotencyKey}, ${hash},
      ${kind}, ${expires_at}) as granted`.execute(tx)
  return (rows[0] as { granted: Granted }).granted
}
