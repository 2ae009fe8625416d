import { sql } from 'kysely'
import type Stripe from 'stripe'
import { z } from 'zod'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { createdIn, type FoundDifference, idOf, inBatches, PAGE, type Span } from './difference.ts'

interface Checkout {
  id: string
  workspace_id: string
  stripe_payment_intent: string | null
  amount_cents: number
  currency: string
  is_granted: boolean
}

const uuid = z.uuid()

/** Charges of the time against the checkouts they paid: paid and not granted, or another amount. */
export async function compareCharges(db: Databases, stripe: Stripe, span: Span) {
  const differences: FoundDifference[] = []
  let charges = 0
  const list = stripe.charges.list({ created: createdIn(span), limit: PAGE })
  for await (const batch of inBatches(list)) {
    const paid = batch.filter((charge) => charge.status === 'succeeded')
    charges += paid.length
    const checkouts = await checkoutsOf(db, paid)
    for (const charge of paid) differences.push(...compareCharge(charge, checkouts))
  }
  return { charges, differences }
}

function compareCharge(charge: Stripe.Charge, checkouts: Checkout[]): FoundDifference[] {
  const intent = idOf(charge.payment_intent)
  const named = charge.metadata?.checkout_id
  const checkout = checkouts.find((one) => one.stripe_payment_intent === intent || one.id === named)
  // what neither names a checkout nor is known as one's payment belongs to another use of the account
  if (!checkout && !named) return []
  const detail = {
    checkout_id: checkout?.id ?? named ?? null,
    ...{ charge: charge.id, payment_intent: intent },
    ...{ stripe_cents: charge.amount, currency: charge.currency },
  }
  const found = { subject: charge.id, workspace_id: checkout?.workspace_id ?? null, detail }
  if (!checkout?.is_granted || checkout.stripe_payment_intent !== intent) {
    return [{ kind: 'paid_without_credits', ...found }]
  }
  if (checkout.amount_cents === charge.amount && checkout.currency === charge.currency) return []
  const asked = { ledger_cents: checkout.amount_cents, ledger_currency: checkout.currency }
  return [{ kind: 'payment_differs', ...found, detail: { ...detail, ...asked } }]
}

function checkoutsOf(db: Databases, charges: Stripe.Charge[]): Promise<Checkout[]> {
  const intents = charges.map((charge) => idOf(charge.payment_intent)).filter((id) => id !== null)
  const named = charges.flatMap((charge) => uuid.safeParse(charge.metadata?.checkout_id).data ?? [])
  return withSystem(db, async (tx) => {
    const { rows } = await sql<Checkout>`
      select id, workspace_id, stripe_payment_intent, amount_cents, currency, granted_at is not null as is_granted
      from checkouts where stripe_payment_intent = any (${intents}) or id = any (${named}::uuid[])`.execute(
      tx,
    )
    return rows
  })
}

/** Checkouts granted in the time that no charge at Stripe has paid. */
export async function compareGranted(db: Databases, stripe: Stripe, span: Span) {
  const differences: FoundDifference[] = []
  const granted = await withSystem(db, async (tx) => {
    const { rows } = await sql<Checkout>`
      select id, workspace_id, stripe_payment_intent, amount_cents, currency, true as is_granted
      from checkouts where granted_at >= ${span.from} and granted_at < ${span.to} order by id`.execute(tx)
    return rows
  })
  for (const checkout of granted) {
    if (await isPaid(stripe, checkout.stripe_payment_intent)) continue
    differences.push({
      ...{ kind: 'credits_without_payment', subject: checkout.id, workspace_id: checkout.workspace_id },
      detail: {
        ...{ checkout_id: checkout.id, payment_intent: checkout.stripe_payment_intent },
        ...{ ledger_cents: checkout.amount_cents, currency: checkout.currency },
      },
    })
  }
  return { checkouts: granted.length, differences }
}

async function isPaid(stripe: Stripe, intent: string | null): Promise<boolean> {
  if (!intent) return false
  const { data } = await stripe.charges.list({ payment_intent: intent, limit: PAGE })
  return data.some((charge) => charge.status === 'succeeded')
}
