import { sql } from 'kysely'
import type Stripe from 'stripe'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { explainRefusal, type Refusal } from './explain-refusal.ts'
import { applyTransfer, beginPayout, createTransfer, findTransfer, type PayoutOrder } from './transfer.ts'

export interface Sender {
  db: Databases
  stripe: Stripe
}

/**
 * Pays one payout by Stripe, at most once however often it runs or is killed: the payout is marked before Stripe is
 * asked, the key of the request is the payout, and a later try first looks for the transfer of an earlier one.
 * Throws when it is to be tried again.
 */
export async function sendPayout({ db, stripe }: Sender, payoutId: string): Promise<void> {
  const order = await withSystem(db, (tx) => beginPayout(tx, payoutId))
  if (!order) return
  const transfer = await transferOnce(stripe, payoutId, order)
  if ('reason' in transfer) {
    await withSystem(db, (tx) =>
      sql`select refuse_payout(${payoutId}, ${transfer.reason}, ${JSON.stringify(transfer.detail)}::jsonb)`.execute(
        tx,
      ),
    )
  } else await withSystem(db, (tx) => applyTransfer(tx, transfer))
}

async function transferOnce(
  stripe: Stripe,
  payoutId: string,
  order: PayoutOrder,
): Promise<Stripe.Transfer | Refusal> {
  const earlier = order.is_first ? null : await findTransfer(stripe, payoutId)
  if (earlier) return earlier
  try {
    return await createTransfer(stripe, payoutId, order)
  } catch (error) {
    const refusal = explainRefusal(error)
    if (!refusal) throw error
    return refusal
  }
}
