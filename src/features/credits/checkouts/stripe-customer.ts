import { sql } from 'kysely'
import type Stripe from 'stripe'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'

export interface CustomerOf {
  workspace: { id: string; name: string }
  /** Whom Stripe should know and does not. */
  lost?: string
}

/** Whom Stripe knows the workspace as; made the first time, once also when two ask at the same moment. */
export async function stripeCustomer(
  db: Databases,
  stripe: Stripe,
  { workspace, lost }: CustomerOf,
): Promise<string> {
  const known = await withWorkspace(db, workspace.id, (tx) =>
    tx.selectFrom('wallet_controls').select('stripe_customer_id').executeTakeFirst(),
  )
  if (known?.stripe_customer_id && known.stripe_customer_id !== lost) return known.stripe_customer_id
  const customer = await stripe.customers.create(
    { name: workspace.name, metadata: { workspace_id: workspace.id } },
    { idempotencyKey: `customer-${workspace.id}-${lost ?? 'first'}` },
  )
  return withWorkspace(db, workspace.id, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select note_stripe_customer(${customer.id}, ${lost ?? null}) as id`.execute(tx)
    return rows[0]?.id ?? customer.id
  })
}
