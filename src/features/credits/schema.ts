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
} as const

export type TransferKind = keyof typeof TRANSFER_KINDS

export const creditsSchema = z.object({
  balance: z.number(),
  /** Set aside and not to be spent now. */
  held: z.number(),
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
})

export const grantedSchema = z.object({ transfer_id: z.uuid(), credits: z.number(), balance: z.number() })

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
