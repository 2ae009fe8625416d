import { z } from 'zod'

/** Shapes of statements; no server code here, the browser takes their types. */

const time = z.iso.datetime()

/** How the earnings moved in a month: closing = opening + sales - reversals - payouts + payouts_returned. */
const statementSchema = z.object({
  /** YYYY-MM, UTC. */
  month: z.string(),
  opening: z.number(),
  sales: z.number(),
  sales_count: z.int(),
  /** Of returned leads. */
  reversals: z.number(),
  reversals_count: z.int(),
  payouts: z.number(),
  payouts_count: z.int(),
  /** Payouts that failed or were reversed, of this month or an earlier one. */
  payouts_returned: z.number(),
  payouts_returned_count: z.int(),
  closing: z.number(),
})

export const statementsSchema = z.object({ data: z.array(statementSchema) })

export const LINE_KINDS = ['sale', 'reversal', 'payout', 'payout_returned'] as const

const statementLineSchema = z.object({
  at: time,
  kind: z.enum(LINE_KINDS),
  /** The sale or the payout. */
  id: z.guid(),
  /** What it adds to the earnings, or takes away. */
  amount: z.number(),
  listing_id: z.uuid().nullable(),
  price: z.number().nullable(),
  rate_percent: z.int().nullable(),
  /** Of the commission rules for a sale, of the money rules for a payout. */
  rule_version: z.int(),
  rule_inputs: z.record(z.string(), z.unknown()).nullable(),
  released_at: time.nullable(),
  /** As it is now. */
  state: z.string(),
  payout_id: z.uuid().nullable(),
  amount_cents: z.int().nullable(),
  currency: z.string().nullable(),
})

/** A commission rule of one of the sales: percent = base + fresh + quality + volume where they apply, at most `max`. */
const statementRuleSchema = z.object({
  version: z.int(),
  base_percent: z.int(),
  fresh_percent: z.int(),
  fresh_days: z.int(),
  quality_percent: z.int(),
  quality_valid_percent: z.int(),
  volume_percent: z.int(),
  volume_uploads: z.int(),
  max_percent: z.int(),
  holdback_days: z.int(),
})

export const statementPageSchema = statementSchema.extend({
  rules: z.array(statementRuleSchema),
  /** Oldest first. */
  data: z.array(statementLineSchema),
  next_cursor: z.string().nullable(),
})

const MONTH = /^20\d\d-(0[1-9]|1[0-2])(\.csv)?$/
export const monthParams = z.object({
  month: z.string().regex(MONTH, 'A month is written as 2026-01, its file as 2026-01.csv'),
})

export type Statement = z.infer<typeof statementSchema>
export type Statements = z.infer<typeof statementsSchema>
export type StatementLine = z.infer<typeof statementLineSchema>
export type StatementRule = z.infer<typeof statementRuleSchema>
export type StatementPage = z.infer<typeof statementPageSchema>
