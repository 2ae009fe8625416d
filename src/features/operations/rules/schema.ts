import { z } from 'zod'

const percent = z.int().min(0).max(100)
const days = z.int().min(0).max(365)

/** How money is handled; a change names what changes. */
const moneyRulesSchema = z.object({
  currency: z.string().regex(/^[a-z]{3}$/, 'Three small letters, such as usd'),
  payout_cents_per_credit: z.int().min(1).max(100_000),
  payout_minimum_cents: z.int().min(0).max(100_000_000),
  return_days: days,
  return_limit_percent: percent,
  return_limit_days: z.int().min(1).max(365),
  return_answer_hours: z.int().min(1).max(720),
  quote_minutes: z.int().min(1).max(1_440),
  /** Of one new person of the audience, and of one record enriched. */
  pull_price_hundredths: z.int().min(0).max(1_000_000),
  enrichment_price_hundredths: z.int().min(0).max(1_000_000),
})

/** What partners earn of a sale; a change names what changes. */
const commissionRulesSchema = z.object({
  base_percent: percent,
  fresh_percent: percent,
  fresh_days: days,
  quality_percent: percent,
  quality_valid_percent: percent,
  volume_percent: percent,
  volume_uploads: z.int().min(0).max(1_000_000_000),
  max_percent: percent,
  holdback_days: days,
})

const version = {
  version: z.int(),
  effective_at: z.iso.datetime(),
  /** The one that holds now; one whose time is to come is planned. */
  state: z.enum(['past', 'current', 'planned']),
  set_by: z.string().nullable(),
  reason: z.string().nullable(),
}

export const rulesSchema = z.object({
  money: z.array(moneyRulesSchema.extend(version)),
  commission: z.array(commissionRulesSchema.extend(version)),
})

const change = {
  /** The newest version that was seen. */
  seen_version: z.int(),
  /** Null: at once. */
  effective_at: z.iso.datetime().nullable().default(null),
  reason: z.string().trim().min(1, 'Say why').max(500),
}
export const moneyRulesChangeSchema = z.object({ ...change, rules: moneyRulesSchema.partial() })
export const commissionRulesChangeSchema = z.object({ ...change, rules: commissionRulesSchema.partial() })
export const newVersionSchema = z.object({ version: z.int() })

export const packageTermsSchema = z.object({
  name: z.string().trim().min(1).max(60),
  credits: z
    .number()
    .min(1)
    .max(10_000_000)
    .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, 'At most two decimals'),
  price_cents: z.int().min(50).max(99_999_999),
  reason: z.string().trim().min(1, 'Say why').max(500),
})
export const packageReasonSchema = z.object({ reason: z.string().trim().min(1, 'Say why').max(500) })
export const packageOrderSchema = z.object({
  package_ids: z.array(z.uuid()).min(1).max(200),
  reason: z.string().trim().max(500).default(''),
})

const packageVersionSchema = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  credits: z.number(),
  price_cents: z.int(),
  currency: z.string(),
  price_per_credit_cents: z.number(),
  reason: z.string(),
  created_at: z.iso.datetime(),
  created_by: z.string().nullable(),
  retired_at: z.iso.datetime().nullable(),
})
const operatorPackageSchema = z.object({
  line: z.uuid(),
  offered: z.boolean(),
  /** Newest first. */
  versions: z.array(packageVersionSchema),
})
export const operatorPackagesSchema = z.object({ currency: z.string(), data: z.array(operatorPackageSchema) })
export const packageIdSchema = z.object({ id: z.uuid() })

export type Rules = z.infer<typeof rulesSchema>
export type MoneyRules = Rules['money'][number]
export type CommissionRules = Rules['commission'][number]
export type OperatorPackage = z.infer<typeof operatorPackageSchema>
export type OperatorPackages = z.infer<typeof operatorPackagesSchema>
export type PackageVersion = z.infer<typeof packageVersionSchema>
export type PackageTerms = z.infer<typeof packageTermsSchema>
