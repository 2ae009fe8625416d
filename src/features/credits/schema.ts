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

export type Credits = z.infer<typeof creditsSchema>
export type CreditEntry = z.infer<typeof creditEntrySchema>
export type CreditGrant = z.infer<typeof creditGrantSchema>
export type Granted = z.infer<typeof grantedSchema>
