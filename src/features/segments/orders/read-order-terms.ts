import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface OrderTerms {
  price_hundredths: number
  balance_hundredths: number
  spendable_hundredths: number
  confirm_above_hundredths: number | null
}

/** What a person costs now, and what the workspace, and this member of it, can spend. */
export async function readOrderTerms(tx: Tx, actorId: string | null): Promise<OrderTerms> {
  const { rows } = await sql<OrderTerms>`
    select price_hundredths, balance_hundredths, spendable_hundredths, confirm_above_hundredths
    from pull_terms(${actorId}::uuid)`.execute(tx)
  return rows[0] as OrderTerms
}

export interface RunCap {
  max_leads: number
  max_credits: number | null
}

/** How many people one run takes at most. */
export function mostLeads({ max_leads, max_credits }: RunCap, priceHundredths: number): number {
  if (max_credits === null || priceHundredths === 0) return max_leads
  return Math.min(max_leads, Math.floor(Math.round(max_credits * 100) / priceHundredths))
}
