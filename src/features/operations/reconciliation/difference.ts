/** What the ledger and Stripe do not agree about. */
export interface FoundDifference {
  kind: DifferenceKind
  /** The id at Stripe, or ours when Stripe has none. */
  subject: string
  workspace_id: string | null
  detail: Record<string, string | number | null>
}

export type DifferenceKind =
  | 'paid_without_credits'
  | 'credits_without_payment'
  | 'payment_differs'
  | 'refund_differs'
  | 'dispute_differs'
  | 'transfer_without_payout'
  | 'payout_without_transfer'
  | 'transfer_differs'

/** The part of a day that is compared. */
export interface Span {
  from: Date
  to: Date
}

/** As Stripe's lists ask for it. */
export function createdIn({ from, to }: Span) {
  return { gte: Math.floor(from.getTime() / 1_000), lt: Math.floor(to.getTime() / 1_000) }
}

export const PAGE = 100

/** Takes a list of any length in pieces, so that a day of any size stays small here. */
export async function* inBatches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length === PAGE) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

export function idOf(object: string | { id: string } | null | undefined): string | null {
  return typeof object === 'string' ? object : (object?.id ?? null)
}
