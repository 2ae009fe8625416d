import { sql } from 'kysely'
import type Stripe from 'stripe'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'

export interface PayoutOrder {
  amount_cents: number
  currency: string
  destination: string
  workspace_id: string
  /** Stripe was never asked before. */
  is_first: boolean
}

/** Marks that Stripe is about to be asked; null when there is nothing to send. */
export async function beginPayout(tx: Tx, payoutId: string): Promise<PayoutOrder | null> {
  const { rows } = await sql<PayoutOrder>`select * from begin_payout(${payoutId})`.execute(tx)
  return rows[0] ?? null
}

/** The transfer a former try left behind. An idempotency key is forgotten after a day, this is not. */
export async function findTransfer(stripe: Stripe, payoutId: string): Promise<Stripe.Transfer | null> {
  const { data } = await stripe.transfers.list({ transfer_group: payoutId, limit: 1 })
  return data[0] ?? null
}

export function createTransfer(
  stripe: Stripe,
  payoutId: string,
  { amount_cents, currency, destination }: PayoutOrder,
): Promise<Stripe.Transfer> {
  return stripe.transfers.create(
    {
      ...{ amount: amount_cents, currency, destination },
      ...{ transfer_group: payoutId, metadata: { payout_id: payoutId } },
    },
    { idempotencyKey: payoutId },
  )
}

/** Merges what Stripe says of a transfer into its payout; says what came of it. */
export async function applyTransfer(tx: Tx, transfer: Stripe.Transfer): Promise<string> {
  const payoutId = z.uuid().safeParse(transfer.metadata?.payout_id ?? transfer.transfer_group)
  if (!payoutId.success) return 'not ours'
  const { destination } = transfer
  const account = typeof destination === 'string' ? destination : (destination?.id ?? '')
  const { rows } = await sql<{ outcome: string }>`
    select apply_transfer(${payoutId.data}, ${transfer.id}, ${account}, ${transfer.amount}, ${transfer.currency},
      ${transfer.amount_reversed}) as outcome`.execute(tx)
  return rows[0]?.outcome ?? 'not ours'
}
