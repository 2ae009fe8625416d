import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import Stripe from 'stripe'
import { creditStripeHandlers } from '../../src/features/credits/index.ts'
import { withSystem, withWorkspace } from '../../src/platform/db/index.ts'
import type { TestWorld } from '../harness/index.ts'

type World = Pick<TestWorld, 'db'>

export const WEBHOOK_SECRET = 'whsec_of_the_tests'

export interface OpenedCheckout {
  id: string
  workspace_id: string
  amount_cents: number
  currency: string
  session: string
  intent: string
  charge: string
}

/** A checkout of a package, committed, as if Stripe had answered with a session. */
export async function openCheckout(
  { db }: World,
  workspaceId: string,
  { name = 'Starter', keeps = false } = {},
): Promise<OpenedCheckout> {
  const session = `cs_test_${randomUUID()}`
  return withWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select open_checkout(p.id, null, '/credits', ${keeps}, now() + interval '2 hours', null, null) as id
      from credit_packages p where name = ${name} and retired_at is null`.execute(tx)
    const id = rows[0]?.id as string
    await sql`select note_checkout_session(${id}, ${session}, 'https://pay.example/')`.execute(tx)
    const { amount_cents, currency } = await tx
      .selectFrom('checkouts')
      .select(['amount_cents', 'currency'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const tail = id.replaceAll('-', '')
    return {
      ...{ id, workspace_id: workspaceId, amount_cents: Number(amount_cents), currency, session },
      ...{ intent: `pi_${tail}`, charge: `ch_${tail}` },
    }
  })
}

/** An event as Stripe sends it, with the members that are read. */
export function eventOf(type: string, object: object, id = `evt_${randomUUID()}`): Stripe.Event {
  const created = Math.floor(Date.now() / 1000)
  return { ...{ id, object: 'event', type, created, livemode: false }, data: { object } } as Stripe.Event
}

export function sessionEvent(checkout: OpenedCheckout, type: string, changes: object = {}): Stripe.Event {
  return eventOf(`checkout.session.${type}`, {
    ...{
      id: checkout.session,
      object: 'checkout.session',
      mode: 'payment',
      client_reference_id: checkout.id,
    },
    ...{ metadata: metadataOf(checkout), amount_total: checkout.amount_cents, currency: checkout.currency },
    ...{ payment_intent: checkout.intent, status: type === 'expired' ? 'expired' : 'complete' },
    payment_status: type === 'async_payment_succeeded' ? 'paid' : 'unpaid',
    ...changes,
  })
}

export const paidEvent = (checkout: OpenedCheckout, changes: object = {}) =>
  sessionEvent(checkout, 'completed', { payment_status: 'paid', ...changes })

export function intentEvent(checkout: OpenedCheckout, type: string): Stripe.Event {
  const isPaid = type === 'succeeded'
  return eventOf(`payment_intent.${type}`, {
    ...{ id: checkout.intent, metadata: metadataOf(checkout), currency: checkout.currency },
    status: isPaid ? 'succeeded' : 'requires_payment_method',
    amount_received: isPaid ? checkout.amount_cents : 0,
    last_payment_error: isPaid ? null : { message: 'Your card was declined.' },
  })
}

/** In all so much of the charge has been refunded. */
export function refundEvent(checkout: OpenedCheckout, cents: number, changes: object = {}): Stripe.Event {
  return eventOf('charge.refunded', {
    ...{ id: checkout.charge, payment_intent: checkout.intent, metadata: metadataOf(checkout) },
    ...{ amount: checkout.amount_cents, amount_refunded: cents, currency: checkout.currency },
    ...changes,
  })
}

export function disputeEvent(
  checkout: OpenedCheckout,
  status: string,
  { cents = checkout.amount_cents, dispute = `dp_${checkout.id}` } = {},
): Stripe.Event {
  const isClosed = ['won', 'lost', 'warning_closed'].includes(status)
  return eventOf(`charge.dispute.${isClosed ? 'closed' : 'created'}`, {
    ...{ id: dispute, charge: checkout.charge, payment_intent: checkout.intent, metadata: {} },
    ...{ amount: cents, currency: checkout.currency, status },
  })
}

function metadataOf({ id, workspace_id }: OpenedCheckout) {
  return { checkout_id: id, workspace_id }
}

/** Takes an event in as the applier does, without its queue. */
export function takeIn({ db }: World, event: Stripe.Event): Promise<string> {
  const handler = creditStripeHandlers[event.type]
  if (!handler) throw new Error(`Nobody takes in ${event.type}`)
  return withSystem(db, (tx) => handler(tx, event))
}

/** The body of a delivery and the headers that Stripe signs it with. */
export function signed(event: Stripe.Event, options: { secret?: string; timestamp?: number } = {}) {
  const body = JSON.stringify(event)
  const header = Stripe.webhooks.generateTestHeaderString({
    ...{ payload: body, secret: WEBHOOK_SECRET, ...options },
  } as Parameters<typeof Stripe.webhooks.generateTestHeaderString>[0])
  return { body, headers: { 'stripe-signature': header, 'content-type': 'application/json' } }
}

/** What the ledger and the checkout say in the end, without ids and times. */
export async function stateOf({ db }: World, checkout: OpenedCheckout) {
  const { rows } = await db.system.query(
    `select c.status, c.taken_hundredths as taken, c.owed_hundredths as owed, c.refunded_cents, c.disputed_cents,
       (select balance_hundredths from ledger_accounts where workspace_id = c.workspace_id and kind = 'wallet') as balance,
       (select jsonb_agg(jsonb_build_array(g.kind, g.reason, g.remaining_hundredths) order by g.kind, g.id)
        from credit_grants g where g.workspace_id = c.workspace_id) as grants,
       exists (select from wallet_controls w where w.workspace_id = c.workspace_id and payment_frozen_at is not null) as frozen
     from checkouts c where c.id = $1`,
    [checkout.id],
  )
  return rows[0]
}

/** Entries of the operator's list about a workspace or anything at all. */
export async function exceptionsOf({ db }: World, subjectLike: string) {
  const { rows } = await db.system.query(
    `select kind, about_workspace_id, resolution, detail from money_exceptions where subject like $1 order by id`,
    [subjectLike],
  )
  return rows
}
