import { z } from 'zod'
import { creditAmount } from '../../credits/schema.ts'
import { leadRowSchema, tagSchema } from '../../leads/schema.ts'
import { audienceFilterSchema, COMPANY_SIZES, MAX_PULL, SENIORITIES } from '../schema.ts'

/** Shapes of searching and pulling; no server code here, the browser imports this file. */

export const PULL_STATUSES = ['queued', 'running', 'finished', 'cancelled', 'failed'] as const
/** Why a pull ended with fewer people than wanted. */
export const PULL_ENDS = [
  'no_more_people',
  'insufficient_credits',
  'max_credits',
  'spend_cap',
  'wallet_frozen',
] as const
const FACET_FIELDS = [
  ...(['industries', 'seniorities', 'departments', 'company_sizes'] as const),
  ...(['countries', 'states', 'has', 'verified'] as const),
] as const
const SUGGESTED_FIELDS = ['job_titles', 'cities', 'company_names'] as const

const limit = z
  .int()
  .min(1)
  .max(MAX_PULL, `At most ${MAX_PULL.toLocaleString('en')} people in one pull`)

const previewRequestSchema = z.strictObject({
  action: z.literal('preview'),
  filters: audienceFilterSchema,
  /** How many people the cost is told for; 100 when left out. */
  limit: limit.optional(),
})
const pullRequestSchema = z.strictObject({
  action: z.literal('pull'),
  filters: audienceFilterSchema,
  limit,
  /** Never charges more than this; the pull ends when it is reached. */
  max_credits: creditAmount.min(0).optional(),
  /** Given to every lead that comes. */
  tags: z.array(tagSchema).max(20).optional(),
  /** What the person has confirmed to pay at most; asked for above what the workspace's guards say. */
  confirmed_credits: creditAmount.min(0).optional(),
})
export const searchRequestSchema = z.discriminatedUnion('action', [previewRequestSchema, pullRequestSchema])

const text = z.string().nullable()

const maskedPersonSchema = z.object({
  initials: text,
  job_title: text,
  seniority: z.enum(SENIORITIES).nullable(),
  department: text,
  industry: text,
  company_size: z.enum(COMPANY_SIZES).nullable(),
  city: text,
  state: text,
  country: text,
  has_email: z.boolean(),
  has_phone: z.boolean(),
  has_linkedin: z.boolean(),
  verified: z.boolean(),
  seen_on: text,
})

const audienceVersionSchema = z.object({
  id: z.string(),
  people: z.int().nullable(),
  loaded_at: text,
})

const facet = z.array(z.object({ value: z.string(), count: z.int() }))

export const previewSchema = z.object({
  action: z.literal('preview'),
  count: z.int(),
  /** Of those, who is not yet the workspace's lead, nor suppressed; null when the provider cannot tell. */
  net_new: z.int().nullable(),
  facets: z.partialRecord(z.enum(FACET_FIELDS), facet),
  sample: z.array(maskedPersonSchema),
  /** How many of them a pull of `limit` would take. */
  people: z.int(),
  credit_cost_per_lead: z.number(),
  /** For `people`: the most a pull of them is charged. */
  credit_cost: z.number(),
  can_afford: z.boolean(),
  balance: z.number(),
  /** Set when a pull must carry `confirmed_credits` once it costs more than this. */
  confirm_above: z.number().nullable(),
  version: audienceVersionSchema,
})

export const pulledSchema = z.object({
  action: z.literal('pull'),
  pull_id: z.uuid(),
  /** The same: the leads that came carry it. */
  import_id: z.uuid(),
  status: z.enum(PULL_STATUSES),
  pulled: z.int(),
  /** People the workspace had got meanwhile; they cost nothing. */
  duplicates_skipped: z.int(),
  credits_charged: z.number(),
  balance: z.number(),
  ended_by: z.enum(PULL_ENDS).nullable(),
  failure: text,
})
/** With the leads, once the pull is over. */
export const pulledNowSchema = pulledSchema.extend({ leads: z.array(leadRowSchema) })

export const audienceSchema = z.object({
  provider: z.string(),
  version: audienceVersionSchema.nullable(),
  credit_cost_per_lead: z.number(),
  enrichment_cost: z.number(),
  /** Fields of a filter that this provider cannot do, with why. */
  cannot_fields: z.array(z.object({ field: z.string(), reason: z.string() })),
  balance: z.number(),
})

export const suggestionQuerySchema = z.object({
  field: z.enum(SUGGESTED_FIELDS),
  /** What was typed so far. */
  q: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}]*$/u),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export const suggestionsSchema = z.object({
  data: z.array(z.object({ value: z.string(), count: z.int().optional() })),
})

export type MaskedPerson = z.infer<typeof maskedPersonSchema>
export type Preview = z.infer<typeof previewSchema>
export type Pulled = z.infer<typeof pulledSchema>
export type PulledNow = z.infer<typeof pulledNowSchema>
export type Audience = z.infer<typeof audienceSchema>
export type PullStatus = (typeof PULL_STATUSES)[number]
export type PullEnd = (typeof PULL_ENDS)[number]
export type SuggestedField = (typeof SUGGESTED_FIELDS)[number]
