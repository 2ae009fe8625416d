import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'

export interface Payment {
  checkoutId: string
  workspaceId: string
  sessionId: string | null
  paymentIntent: string | null
  state: 'paid' | 'processing' | 'failed' | 'attempt_failed' | 'expired'
  amountCents: number | null
  currency: string | null
  error: string | null
}

/** Merges what Stripe says of a payment into its checkout and makes the ledger match. Needs withSystem. */
export async function takeInPayment(tx: Tx, payment: Payment): Promise<string> {
  const { rows } = await sql<{ outcome: string }>`
    select take_in_payment(${payment.checkoutId}, ${payment.workspaceId}, ${payment.sessionId},
      ${payment.paymentIntent}, ${payment.state}, ${payment.amountCents}, ${payment.currency}, ${payment.error})
      as outcome`.execute(tx)
  return rows[0]?.outcome ?? ''
}

/** An entry of the operator's list; one for each kind and subject. */
export async function reportException(tx: Tx, kind: string, subject: string, detail: object): Promise<void> {
  await sql`select report_exception(${kind}, ${subject}, null, ${JSON.stringify(detail)}::jsonb)`.execute(tx)
}

const uuid = z.uuid()

/** The checkout and workspace that an object of Stripe names, if it names any. */
export function namedIn(metadata: Record<string, string> | null | undefined) {
  return { checkoutId: uuidOf(metadata?.checkout_id), workspaceId: uuidOf(metadata?.workspace_id) }
}

function uuidOf(text: string | undefined): string | null {
  return uuid.safeParse(text).data ?? null
}

/** Stripe gives another object by its id or, where asked to, whole. */
export function idOf(object: string | { id: string } | null | undefined): string | null {
  return typeof object === 'string' ? object : (object?.id ?? null)
}
