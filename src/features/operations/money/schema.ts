import { z } from 'zod'

/** Credits as numbers with two decimals, money in cents. */
export const moneySchema = z.object({
  as_of: z.iso.datetime(),
  currency: z.string(),
  cents_per_credit: z.int(),
  credits: z.object({
    /** For money, and given by the operator. */
    sold: z.number(),
    granted: z.number(),
    /** Because money went back, less what came back of it. */
    taken_back: z.number(),
    expired: z.number(),
    spent: z.number(),
    /** Of what was spent, given back for returned leads. */
    returned: z.number(),
    in_wallets: z.number(),
    held: z.number(),
  }),
  sales: z.object({
    amount_cents: z.int(),
    refunded_cents: z.int(),
    disputed_cents: z.int(),
    owed_credits: z.number(),
    months: z.array(
      z.object({ month: z.string(), checkouts: z.int(), credits: z.number(), amount_cents: z.int() }),
    ),
  }),
  promotional: z.object({
    given: z.number(),
    remaining: z.number(),
    expired: z.number(),
    spent: z.number(),
    /** What partners earn on what was spent, at today's payout rate. */
    cost_cents: z.int(),
  }),
  earnings: z.object({
    pending: z.number(),
    pending_weeks: z.array(z.object({ from: z.iso.date(), sales: z.int(), credits: z.number() })),
    /** Waits for a return to be decided. */
    in_return: z.number(),
    available: z.number(),
    available_ages: z.array(z.object({ days: z.string(), sales: z.int(), credits: z.number() })),
    in_payout: z.number(),
    paid_out: z.number(),
    owed_cents: z.int(),
  }),
  take_rate: z.object({
    percent: z.number().nullable(),
    months: z.array(
      z.object({ month: z.string(), spent: z.number(), kept: z.number(), percent: z.number().nullable() }),
    ),
  }),
  open_exceptions: z.int(),
})

export const TRANSFER_GROUPS = [
  'checkout',
  'grant',
  'refund',
  'refund_reversed',
  'expiry',
  'purchase',
  'pull',
  'enrichment',
  'hold',
  'release',
  'return',
  'payout',
  'payout_paid',
  'payout_failed',
  'payout_reversed',
] as const

export const transfersQuerySchema = z.object({
  kind: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(TRANSFER_GROUPS)).min(1))
    .optional(),
  /** Days (UTC). */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})

export const operatorTransferSchema = z.object({
  id: z.uuid(),
  kind: z.enum(TRANSFER_GROUPS),
  workspace_id: z.uuid(),
  workspace_name: z.string(),
  credits: z.number(),
  reason: z.string().nullable(),
  actor: z.string().nullable(),
  order_id: z.uuid().nullable(),
  subject_id: z.uuid().nullable(),
  created_at: z.iso.datetime(),
})

export const owedPartnerSchema = z.object({
  workspace_id: z.uuid(),
  company: z.string(),
  sales: z.int(),
  pending: z.number(),
  in_return: z.number(),
  available: z.number(),
  in_payout: z.number(),
  oldest_available_at: z.iso.datetime().nullable(),
})

export type Money = z.infer<typeof moneySchema>
export type TransfersQuery = z.infer<typeof transfersQuerySchema>
export type OperatorTransfer = z.infer<typeof operatorTransferSchema>
export type OwedPartner = z.infer<typeof owedPartnerSchema>
