import { sql } from 'kysely'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'

export interface PullTerms {
  price_hundredths: number
  enrichment_price_hundredths: number
  balance_hundredths: number
  /** Of the balance, what caps and a stop of spending leave this member now. */
  spendable_hundredths: number
  /** A pull that costs more must be confirmed with its amount. */
  confirm_above_hundredths: number | null
}

/** What people cost now and what the workspace, and this member of it, can spend on them. */
export function readTerms(db: Databases, workspaceId: string, actorId: string | null): Promise<PullTerms> {
  return withWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<PullTerms>`select * from pull_terms(${actorId}::uuid)`.execute(tx)
    return rows[0] as PullTerms
  })
}
