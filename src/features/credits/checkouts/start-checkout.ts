import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type Stripe from 'stripe'
import { type DB, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { requestHash } from '../request-hash.ts'
import type { NewCheckout, StartedCheckout } from '../schema.ts'
import { availability } from './availability.ts'
import { callStripe, isLostCustomer } from './call-stripe.ts'
import { sessionOf } from './session-of.ts'
import { stripeCustomer } from './stripe-customer.ts'

/** How long the page at Stripe stays open; it allows half an hour to a day. */
const SESSION_MS = 2 * 3_600_000

export interface CheckoutWish extends NewCheckout {
  workspace: { id: string; name: string }
  actorId: string | null
  idempotencyKey: string | null
}

export type CheckoutRow = Selectable<DB['checkouts']>

/**
 * Begins to buy a package. Our row is committed before Stripe hears of it, so an event never comes before what it is
 * about, and its id is the key of the call, so that a repeated one makes no second session.
 */
export async function startCheckout(platform: Platform, wish: CheckoutWish): Promise<StartedCheckout> {
  const { db, stripe, log } = platform
  const { unavailable_reason } = availability(platform)
  if (!stripe) throw new Problem('conflict', unavailable_reason ?? '')
  const checkout = await openCheckout(platform, wish)
  if (checkout.url) return { checkout_id: checkout.id, url: checkout.url }
  if (checkout.status !== 'open') throw new Problem('conflict', 'This checkout is over. Begin a new one.')
  const session = await callStripe(log, () => createSession(platform, stripe, checkout, wish.workspace))
  const { id, url } = session
  if (!url) throw new Problem('upstream', 'The payment provider gave no page to pay at. Try again.')
  await withWorkspace(db, wish.workspace.id, (tx) =>
    sql`select note_checkout_session(${checkout.id}, ${id}, ${url})`.execute(tx),
  )
  return { checkout_id: checkout.id, url }
}

function openCheckout({ db }: Platform, wish: CheckoutWish): Promise<CheckoutRow> {
  const request = requestHash({
    package_id: wish.package_id,
    return_to: wish.return_to,
    keep: wish.keep_method,
  })
  return withWorkspace(db, wish.workspace.id, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select open_checkout(${wish.package_id}, ${wish.actorId}, ${wish.return_to}, ${wish.keep_method},
        ${new Date(Date.now() + SESSION_MS)}, ${wish.idempotencyKey}, ${request}) as id`.execute(tx)
    return tx
      .selectFrom('checkouts')
      .selectAll()
      .where('id', '=', rows[0]?.id ?? '')
      .executeTakeFirstOrThrow()
  })
}

async function createSession(
  { db, config }: Platform,
  stripe: Stripe,
  checkout: CheckoutRow,
  workspace: CheckoutWish['workspace'],
): Promise<Stripe.Checkout.Session> {
  const customer = await stripeCustomer(db, stripe, { workspace })
  const create = (customer: string, idempotencyKey: string) =>
    stripe.checkout.sessions.create(sessionOf(checkout, customer, config.appUrl), { idempotencyKey })
  try {
    return await create(customer, checkout.id)
  } catch (error) {
    if (!isLostCustomer(error)) throw error
    const next = await stripeCustomer(db, stripe, { workspace, lost: customer })
    return create(next, `${checkout.id}-${next}`)
  }
}
