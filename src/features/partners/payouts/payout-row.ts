import { toCredits } from '../../credits/index.ts'
import type { Payout } from './schema.ts'

export interface PayoutRow
  extends Omit<Payout, 'sales' | 'credits' | 'requested_at' | 'paid_at' | 'returned_at'> {
  item_count: number
  credits_hundredths: number
  requested_at: Date
  paid_at: Date | null
  returned_at: Date | null
}

/** Columns of `payouts p` that everybody who may see the payout sees. */
export const PAYOUT_COLUMNS = `p.id, p.status, p.method, p.item_count, p.credits_hundredths, p.amount_cents, p.currency,
  p.cents_per_credit, p.rule_version, p.automatic, p.requested_at, p.paid_at, p.returned_at, p.failure, p.reference,
  p.stripe_transfer_id`

export function payoutOf(row: PayoutRow): Payout {
  return {
    id: row.id,
    status: row.status,
    method: row.method,
    sales: row.item_count,
    credits: toCredits(row.credits_hundredths),
    amount_cents: row.amount_cents,
    currency: row.currency,
    cents_per_credit: row.cents_per_credit,
    rule_version: row.rule_version,
    automatic: row.automatic,
    requested_at: row.requested_at.toISOString(),
    paid_at: row.paid_at?.toISOString() ?? null,
    returned_at: row.returned_at?.toISOString() ?? null,
    failure: row.failure,
    reference: row.reference,
    stripe_transfer_id: row.stripe_transfer_id,
  }
}
