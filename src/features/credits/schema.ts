import { z } from 'zod'

/** Shapes of the credits API; no server code here, the browser imports this file. */

export const MAX_GRANT_CREDITS = 10_000_000

/** Credits as they travel: a number with at most two decimals. */
export const creditAmount = z
  .number()
  .refine((value) => Number.isSafeInteger(Math.round(value * 100)), 'Too many credits')
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, 'At most two decimals')

/** What moves a wallet, and what people call it. */
export const TRANSFER_KINDS = {
  grant: 'Grant',
  checkout: 'Credits bought',
  refund: 'Refunded payment',
  refund_reversed: 'Refund undone',
  expiry: 'Expired',
  purchase: 'Purchase',
  hold: 'Held by a quote',
  release: 'Quote released',
  return: 'Returned lead',
  pull: 'Pulled from the audience',
  enrichment: 'Enrichment',
} as const

export type TransferKind = keyof typeof TRANSFER_KINDS

export const creditsSchema = z.object({
  balance: z.number(),
  /** Set aside and not to be spent now. */
  held: z.number(),
  /** Whether the balance is below what the workspace wants to be told of. */
  low: z.boolean(),
  low_balance: z.number().nullable(),
  /** Why nothing can be spent: money went back for credits that were spent, or members froze it. */
  frozen: z
    .object({
      by: z.enum(['payment', 'members']),
      since: z.iso.datetime(),
      reason: z.string().nullable(),
      /** What the workspace owes in credits for payments that went back. */
      owed: z.number(),
    })
    .nullable(),
})

export const creditEntrySchema = z.object({
  id: z.string(),
  kind: z.enum(Object.keys(TRANSFER_KINDS) as [TransferKind, ...TransferKind[]]),
  /** Negative when credits left the wallet. */
  amount: z.number(),
  balance_after: z.number(),
  reason: z.string().nullable(),
  order_id: z.uuid().nullable(),
  /** The member who did it; null for the operator, a program, or somebody who has left. */
  actor: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  created_at: z.iso.datetime(),
})

export const creditGrantSchema = z.object({
  credits: creditAmount
    .min(0.01, 'Give more than zero credits')
    .max(MAX_GRANT_CREDITS, `At most ${MAX_GRANT_CREDITS.toLocaleString('en')} credits at a time`),
  reason: z.string().trim().min(1, 'Say why').max(500),
  kind: z.enum(['promotional', 'adjustment']).default('promotional'),
  /** When what is left of them goes. */
  expires_at: z.iso.datetime().nullable().default(null),
})

export const grantedSchema = z.object({ transfer_id: z.uuid(), credits: z.number(), balance: z.number() })

export const creditPackageSchema = z.object({
  /** Of this version: a changed package has another id. */
  id: z.uuid(),
  name: z.string(),
  credits: z.number(),
  price_cents: z.int(),
  currency: z.string(),
  price_per_credit_cents: z.number(),
  /** Against the dearest price per credit on offer. */
  saving_percent: z.int(),
})

export const packagesSchema = z.object({
  data: z.array(creditPackageSchema),
  available: z.boolean(),
  unavailable_reason: z.string().nullable(),
  /** No money moves: payments go to a simulator. */
  simulated: z.boolean(),
})

export const newCheckoutSchema = z.object({
  package_id: z.uuid(),
  /** Path of our own to come back to; it gets `?checkout=…&checkout_result=paid|cancelled`. */
  return_to: z
    .string()
    .max(500)
    .regex(/^\/(?!\/)[^\\\s\p{C}]*$/u, 'A path of this site, such as /marketplace')
    .default('/credits'),
  /** Keep the payment method for automatic top-ups. */
  keep_method: z.boolean().default(false),
})

export const startedCheckoutSchema = z.object({ checkout_id: z.uuid(), url: z.url() })

export const checkoutSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['session', 'top_up']),
  status: z.enum(['open', 'paid', 'failed', 'expired', 'refunded', 'disputed']),
  /** Open, and the bank is at it: credits come when it has paid. */
  is_processing: z.boolean(),
  package_name: z.string(),
  credits: z.number(),
  amount_cents: z.int(),
  currency: z.string(),
  refunded_cents: z.int(),
  disputed_cents: z.int(),
  credits_taken_back: z.number(),
  credits_owed: z.number(),
  last_error: z.string().nullable(),
  /** The page to pay at, while it is open. */
  url: z.string().nullable(),
  /** Null until it is paid; then the invoice can be downloaded. */
  invoice_number: z.string().nullable(),
  paid_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
})

export const checkoutQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
  /** Only those that were paid. */
  paid: z.stringbool().default(false),
})

export const grantSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['promotional', 'adjustment', 'paid']),
  amount: z.number(),
  remaining: z.number(),
  reason: z.string(),
  expires_at: z.iso.datetime().nullable(),
  checkout_id: z.uuid().nullable(),
  created_at: z.iso.datetime(),
})

export const lowBalanceSchema = z.object({
  /** Null: tell nothing. */
  low_balance: creditAmount.min(0).max(MAX_GRANT_CREDITS).nullable(),
})

export const topUpChangeSchema = z.object({
  enabled: z.boolean(),
  package_id: z.uuid().nullable(),
  /** Buy when the balance is below this. */
  below: creditAmount.min(0).max(MAX_GRANT_CREDITS).nullable(),
  /** At most this much money in a calendar month (UTC). */
  monthly_cap_cents: z.int().min(0).max(1_000_000_000).nullable(),
})

export const topUpSchema = topUpChangeSchema.extend({
  below: z.number().nullable(),
  /** Kept from an earlier payment, such as `visa ending in 4242`. */
  payment_method: z.string().nullable(),
  /** Why it went off. */
  off_reason: z.string().nullable(),
  charged_this_month_cents: z.int(),
})

export type CreditPackage = z.infer<typeof creditPackageSchema>
export type Packages = z.infer<typeof packagesSchema>
export type NewCheckout = z.infer<typeof newCheckoutSchema>
export type StartedCheckout = z.infer<typeof startedCheckoutSchema>
export type Checkout = z.infer<typeof checkoutSchema>
export type CheckoutQuery = z.infer<typeof checkoutQuerySchema>
export type CreditGrantRow = z.infer<typeof grantSchema>
export type TopUp = z.infer<typeof topUpSchema>
export type TopUpChange = z.infer<typeof topUpChangeSchema>
const limit = creditAmount.min(0, 'Zero or more').max(MAX_GRANT_CREDITS).nullable()

/** What a workspace sets for its spending; null where there is no limit. */
export const guardSettingsSchema = z.object({
  /** What may be spent in a calendar month (UTC). */
  monthly_cap: limit,
  /** An order above this asks to be confirmed with its amount. */
  confirm_above: limit,
})

export const memberGuardSettingsSchema = guardSettingsSchema.extend({
  /** May spend nothing. */
  frozen: z.boolean(),
})

export const freezeRequestSchema = z.object({ reason: z.string().trim().max(200).default('') })

export const freezeSchema = z.object({
  /** Nothing can be spent now. */
  frozen: z.boolean(),
  /** By the switch of the workspace; null when it is off. */
  by_workspace: z
    .object({
      at: z.iso.datetime(),
      reason: z.string().nullable(),
      /** Null for somebody who has left. */
      actor: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    })
    .nullable(),
  /** Since a payment was taken back after its credits were spent; the operator decides. */
  by_payment: z.object({ at: z.iso.datetime() }).nullable(),
  /** For the person who asks, by an admin. */
  by_member: z.boolean(),
})

/** Of the calendar month: orders without what was returned, and what open quotes hold. */
const spendingSchema = z.object({ spent: z.number(), held: z.number() })

export const guardsSchema = guardSettingsSchema.extend({
  /** The month that is counted, such as 2026-11. */
  month: z.string(),
  spending: spendingSchema,
  members: z.array(
    guardSettingsSchema.extend({
      user_id: z.uuid(),
      name: z.string(),
      email: z.string(),
      role: z.enum(['owner', 'admin', 'member']),
      frozen: z.boolean(),
      spending: spendingSchema,
    }),
  ),
})

export type Credits = z.infer<typeof creditsSchema>
export type CreditEntry = z.infer<typeof creditEntrySchema>
export type CreditGrant = z.infer<typeof creditGrantSchema>
export type Granted = z.infer<typeof grantedSchema>
export type GuardSettings = z.infer<typeof guardSettingsSchema>
export type MemberGuardSettings = z.infer<typeof memberGuardSettingsSchema>
export type Guards = z.infer<typeof guardsSchema>
export type Freeze = z.infer<typeof freezeSchema>
