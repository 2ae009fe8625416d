import { z } from 'zod'

/** Shapes of payouts; no server code here, the browser takes their types. */

const PAYOUT_STATUSES = ['requested', 'sending', 'paid', 'failed', 'reversed'] as const
const METHODS = ['stripe', 'manual'] as const

const time = z.iso.datetime()

export const payoutSchema = z.object({
  id: z.uuid(),
  /** requested and sending are under way; failed and reversed gave the credits back to the earnings. */
  status: z.enum(PAYOUT_STATUSES),
  method: z.enum(METHODS),
  /** Sales it pays for. */
  sales: z.int(),
  credits: z.number(),
  /** What those credits come to: credits times `cents_per_credit`, rounded down. */
  amount_cents: z.int(),
  currency: z.string(),
  cents_per_credit: z.int(),
  /** Of the money rules. */
  rule_version: z.int(),
  /** The weekly one. */
  automatic: z.boolean(),
  requested_at: time,
  paid_at: time.nullable(),
  returned_at: time.nullable(),
  /** Why it failed or was reversed. */
  failure: z.string().nullable(),
  /** The operator's, of a payment by hand. */
  reference: z.string().nullable(),
  stripe_transfer_id: z.string().nullable(),
})

export const requestedPayoutSchema = z.object({
  payout_id: z.uuid(),
  status: z.enum(PAYOUT_STATUSES),
  method: z.enum(METHODS),
  sales: z.int(),
  credits: z.number(),
  amount_cents: z.int(),
  currency: z.string(),
})

export const payoutAccountSchema = z.object({
  /** null: the partner has not said yet how it wants to be paid. */
  method: z.enum(METHODS).nullable(),
  /** Whether a payout can be asked for. */
  ready: z.boolean(),
  /** Ask for a payout every Monday when the minimum is reached. */
  automatic: z.boolean(),
  payee_name: z.string().nullable(),
  pay_to: z.string().nullable(),
  stripe: z.object({
    /** Whether this installation pays by Stripe at all. */
    available: z.boolean(),
    /** No money moves: a payment simulator stands in for Stripe. */
    simulated: z.boolean(),
    account_id: z.string().nullable(),
    details_submitted: z.boolean(),
    payouts_enabled: z.boolean(),
    /** What Stripe still asks for, in its own words. */
    requirements: z.array(z.string()),
  }),
})

export const payoutAccountQuery = z.object({
  /** Asks Stripe anew first. */
  refresh: z.enum(['true', 'false']).optional(),
})

const text = (least: string, most: number) => z.string().trim().min(1, least).max(most)

export const newPayoutAccountSchema = z
  .object({
    method: z.enum(METHODS),
    automatic: z.boolean().default(false),
    payee_name: text('Say who is paid', 200).optional(),
    /** Bank account or whatever else the operator needs to pay; only the operator reads it. */
    pay_to: text('Say where to pay', 2_000).optional(),
  })
  .refine(({ method, payee_name }) => method !== 'manual' || payee_name !== undefined, {
    path: ['payee_name'],
    message: 'Say who is paid',
  })
  .refine(({ method, pay_to }) => method !== 'manual' || pay_to !== undefined, {
    path: ['pay_to'],
    message: 'Say where to pay',
  })

export const onboardingLinkSchema = z.object({ url: z.url(), expires_at: time })

export const operatorPayoutsQuery = z.object({
  status: z.enum(PAYOUT_STATUSES).optional(),
  method: z.enum(METHODS).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})

export const operatorPayoutSchema = payoutSchema.extend({
  workspace_id: z.uuid(),
  company: z.string(),
  /** As they are now. */
  payee_name: z.string().nullable(),
  pay_to: z.string().nullable(),
  /** They were changed after the payout was asked for. */
  details_changed: z.boolean(),
  destination: z.string().nullable(),
})

export const paymentSchema = z.object({ reference: text('Give the reference of the payment', 200) })
export const failureSchema = z.object({ reason: text('Say why', 500) })
export const decidedPayoutSchema = z.object({ status: z.enum(PAYOUT_STATUSES) })

export type Payout = z.infer<typeof payoutSchema>
export type RequestedPayout = z.infer<typeof requestedPayoutSchema>
export type PayoutAccount = z.infer<typeof payoutAccountSchema>
export type NewPayoutAccount = z.infer<typeof newPayoutAccountSchema>
export type OnboardingLink = z.infer<typeof onboardingLinkSchema>
export type OperatorPayout = z.infer<typeof operatorPayoutSchema>
export type OperatorPayoutsQuery = z.infer<typeof operatorPayoutsQuery>
