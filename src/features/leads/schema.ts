import { z } from 'zod'
import {
  COMPANY_SIZES,
  DEPARTMENTS,
  HAS_FIELDS,
  LEAD_SORTS,
  LEAD_SOURCES,
  LEAD_STATUSES,
  MAX_BULK_IDS,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  SENIORITIES,
  VERIFICATION_STATES,
} from './values.ts'

export * from './values.ts'

/** Shapes of the leads API; no server code here, the browser imports this file. */

const time = z.iso.datetime()
const verificationState = z.enum(VERIFICATION_STATES)
const text = z.string().nullable()
/** No separator that a CSV file or a query could read differently. */
export const tagSchema = z
  .string()
  .trim()
  .min(1, 'A tag has at least one character')
  .max(MAX_TAG_LENGTH, `A tag has at most ${MAX_TAG_LENGTH} characters`)
  .regex(/^[^;,|\p{Cc}]+$/u, 'A tag has no comma, semicolon or vertical bar')
  .regex(/^(?!.*:::)(?!\*\s)/, 'A tag has no ::: and does not begin with an asterisk')
const tagList = z.array(tagSchema).max(MAX_TAGS)

/** One value or several: `?status=new,won`, or the parameter repeated. */
function listOf<S extends z.ZodType>(item: S) {
  return z.preprocess(
    (given) => (given === undefined ? undefined : [given].flat().flatMap((part) => String(part).split(','))),
    z.array(item).min(1).max(50),
  )
}

const score = z.coerce.number().int().min(0).max(100)
const day = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

/** Lists mean any of their values; `has` means all of them. A date without a time is that day in the workspace's time zone. */
export const leadFilterSchema = z.object({
  q: z.string().trim().max(200).optional(),
  source: listOf(z.enum(LEAD_SOURCES)).optional(),
  status: listOf(z.enum(LEAD_STATUSES)).optional(),
  tag: listOf(z.string().min(1).max(200)).optional(),
  has: listOf(z.enum(HAS_FIELDS)).optional(),
  score_min: score.optional(),
  score_max: score.optional(),
  /** From this instant. */
  created_from: day.optional(),
  /** Before this instant; a day without a time is included whole. */
  created_to: day.optional(),
  import_id: z.uuid().optional(),
})
export type LeadFilter = z.output<typeof leadFilterSchema>

export const leadListQuerySchema = leadFilterSchema.extend({
  sort: z.enum(LEAD_SORTS).default('-created_at'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2000).optional(),
})

export const leadRowSchema = z.object({
  id: z.uuid(),
  full_name: text,
  first_name: text,
  last_name: text,
  job_title: text,
  company_name: text,
  email: text,
  email_status: verificationState,
  phone: text,
  phone_status: verificationState,
  mobile: text,
  mobile_status: verificationState,
  linkedin_url: text,
  industry: text,
  seniority: z.enum(SENIORITIES).nullable(),
  department: text,
  company_size: z.enum(COMPANY_SIZES).nullable(),
  city: text,
  state: text,
  country: text,
  source: z.enum(LEAD_SOURCES),
  source_detail: text,
  status: z.enum(LEAD_STATUSES),
  tags: z.array(z.string()),
  score: z.int(),
  /** When a bought lead was returned: its credits came back. */
  returned_at: time.nullable(),
  created_at: time,
  updated_at: time,
})
export type LeadRow = z.infer<typeof leadRowSchema>

export const SCORE_FACTORS = [
  'email',
  'phone',
  'completeness',
  'fit',
  'recency',
  'engagement',
  'cap',
] as const

export const scoreFactorSchema = z.object({
  factor: z.enum(SCORE_FACTORS),
  points: z.int(),
  max: z.int(),
  why: z.string(),
})
export type ScoreFactor = z.infer<typeof scoreFactorSchema>

export const improvementSchema = z.object({
  factor: z.enum(SCORE_FACTORS),
  /** What the score would gain. */
  points: z.int(),
  how: z.string(),
})
export type Improvement = z.infer<typeof improvementSchema>

export const leadSchema = leadRowSchema.extend({
  second_email: text,
  second_email_status: verificationState,
  email_flags: z.array(z.string()),
  verifications: z.record(z.string(), z.object({ at: z.string(), by: z.string() })),
  company_domain: text,
  revenue: z.number().nullable(),
  postal_code: text,
  website: text,
  notes: text,
  custom: z.record(z.string(), z.string()),
  consent_source: text,
  consent_at: time.nullable(),
  consent_text: text,
  consent_ip: text,
  /** Values as they were given, by field, where normalising changed them. */
  original: z.record(z.string(), z.string()),
  import_id: z.uuid().nullable(),
  order_id: z.uuid().nullable(),
  sourced_at: time,
  /** They sum to `score`. */
  score_factors: z.array(scoreFactorSchema),
  improvements: z.array(improvementSchema),
})
export type Lead = z.infer<typeof leadSchema>

const givenText = (max: number) => z.string().max(max).nullable()

/** What a person may type into a lead; null or '' empties a field. */
export const leadFieldsSchema = z.object({
  email: givenText(254),
  second_email: givenText(254),
  phone: givenText(50),
  mobile: givenText(50),
  first_name: givenText(200),
  last_name: givenText(200),
  full_name: givenText(200),
  job_title: givenText(300),
  seniority: z.enum(SENIORITIES).nullable(),
  department: z.enum(DEPARTMENTS).nullable(),
  company_name: givenText(200),
  company_domain: givenText(300),
  industry: givenText(100),
  company_size: z.enum(COMPANY_SIZES).nullable(),
  /** Whole US dollars a year. */
  revenue: z.int().min(0).nullable(),
  city: givenText(120),
  state: givenText(120),
  postal_code: givenText(20),
  country: givenText(100),
  linkedin_url: givenText(500),
  website: givenText(500),
  notes: givenText(10_000),
  consent_source: givenText(500),
  consent_at: z.iso.datetime({ offset: true }).nullable(),
  consent_text: givenText(10_000),
  consent_ip: givenText(64),
  tags: tagList,
  status: z.enum(LEAD_STATUSES),
  /** Merged into what is there; null removes a key. */
  custom: z.record(z.string().min(1).max(200), z.string().max(10_000).nullable()),
})
export type LeadFields = z.infer<typeof leadFieldsSchema>

export const createLeadSchema = leadFieldsSchema.partial().strict()
export type NewLead = z.infer<typeof createLeadSchema>

export const changeLeadSchema = leadFieldsSchema
  .partial()
  .extend({
    /** As it was read: a lead changed since then is a 409. `If-Match` does the same. */
    updated_at: z.iso.datetime({ offset: true }).optional(),
  })
  .strict()
export type LeadChange = z.infer<typeof changeLeadSchema>

/** Either `ids`, or `filter` for every lead that matches. */
export const bulkChangeSchema = z
  .object({
    ids: z.array(z.uuid()).min(1).max(MAX_BULK_IDS).optional(),
    filter: leadFilterSchema.optional(),
    status: z.enum(LEAD_STATUSES).optional(),
    add_tags: tagList.optional(),
    remove_tags: z.array(z.string().min(1).max(200)).max(MAX_TAGS).optional(),
  })
  .strict()
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    message: 'Give either ids or filter',
    path: ['ids'],
  })
  .refine(({ status, add_tags, remove_tags }) => Boolean(status || add_tags?.length || remove_tags?.length), {
    message: 'Say what to change: status, add_tags or remove_tags',
    path: ['status'],
  })
export type BulkChange = z.output<typeof bulkChangeSchema>

export const bulkAnswerSchema = z.object({
  /** Leads the request names or matches. */
  matched: z.int(),
  /** Leads that changed so far; the rest follow in the background when `done` is false. */
  updated: z.int(),
  done: z.boolean(),
})

export const leadIdsSchema = z.object({ ids: z.array(z.uuid()).min(1).max(MAX_BULK_IDS) })
export const tagCountSchema = z.object({ tag: z.string(), count: z.int() })

export const leadCountSchema = z.object({ count: z.int() })

export const timelineEntrySchema = z.object({
  id: z.uuid(),
  /** created, updated, import, restored … */
  type: z.string(),
  at: time,
  actor: z.object({ id: z.uuid(), name: text }).nullable(),
  /** Field -> { from, to }; or what else the type tells. */
  changes: z.record(z.string(), z.unknown()),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>
