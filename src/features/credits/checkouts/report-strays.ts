import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Tells the operator of refunds and disputes whose payment nobody here knows after a day. Needs withSystem. */
export async function reportStrays(tx: Tx): Promise<void> {
  await sql`
    select report_exception('unknown_' || kind, id, null, jsonb_build_object(
      'payment_intent', stripe_payment_intent, 'amount_cents', amount_cents, 'currency', currency, 'status', status))
    from payment_claims c
    where checkout_id is null and created_at between now() - interval '3 days' and now() - interval '1 day'`.execute(
    tx,
  )
}
