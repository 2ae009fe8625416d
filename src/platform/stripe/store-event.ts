import type Stripe from 'stripe'
import type { Databases } from '../db/index.ts'

/** Keeps an event for the applier; one that came before changes nothing. One durable statement, one round trip. */
export async function storeEvent(db: Databases, event: Stripe.Event, body: string): Promise<void> {
  await db.system.query({
    name: 'assay-store-stripe-event',
    text: `insert into stripe_events (id, type, created, payload) values ($1, $2, to_timestamp($3), $4)
           on conflict (id) do nothing`,
    values: [event.id, event.type, event.created, body],
  })
}
