import { z } from 'zod'
import { audienceFilterSchema, MAX_PULL } from '../audience/schema.ts'
import { creditAmount } from '../credits/schema.ts'
import { tagSchema } from '../leads/schema.ts'
import { CADENCES, MAX_NAME_LENGTH, SEGMENT_SORTS, SEGMENT_STATUSES, SEGMENT_TARGETS } from './values.ts'

export * from './values.ts'

/** Shapes of the segments API; no server code here, the browser imports this file. */

export type SegmentTarget = (typeof SEGMENT_TARGETS)[number]
export type SegmentStatus = (typeof SEGMENT_STATUSES)[number]
export type Cadence = (typeof CADENCES)[number]

const time = z.iso.datetime()
/** Neither NUL and its like nor halves of characters: Postgres stores none of them. */
const line = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, 'It has a character that belongs into no text')
const name = line
  .trim()
  .min(1, 'Give it a name')
  .max(MAX_NAME_LENGTH, `A name has at most ${MAX_NAME_LENGTH} characters`)
const description = z
  .string()
  .regex(/^[^\p{Cs}\0]*$/u, 'It has a character that belongs into no text')
  .trim()
  .max(2000, 'A description has at most 2,000 characters')
const folder = line.trim().max(80, 'The name of a folder has at most 80 characters')
/** Nothing written is nothing. */
const emptyAsNull = (text: string | null) => text || null

export const createSegmentSchema = z.strictObject({
  name,
  description: description.nullable().default(null).transform(emptyAsNull),
  target: z.enum(SEGMENT_TARGETS),
  filters: audienceFilterSchema,
  folder: folder.nullable().default(null).transform(emptyAsNull),
})
export type NewSegment = z.output<typeof createSegmentSchema>

export const changeSegmentSchema = z.strictObject({
  name: name.optional(),
  description: description.nullable().transform(emptyAsNull).optional(),
  filters: audienceFilterSchema.optional(),
  status: z.enum(SEGMENT_STATUSES).optional(),
  folder: folder.nullable().transform(emptyAsNull).optional(),
  /** A member of the workspace. */
  owner_id: z.uuid().optional(),
  /** As it was read: a segment changed since then is a 409. `If-Match` does the same. */
  updated_at: z.iso.datetime({ offset: true }).optional(),
})
export type SegmentChange = z.output<typeof changeSegmentSchema>

const flag = z.enum(['true', 'false']).transform((given) => given === 'true')

/** `a,b` or the parameter twice: any of them. */
function listOf<S extends z.ZodType>(item: S) {
  return z.preprocess(
    (given) => (given === undefined ? undefined : [given].flat().flatMap((part) => String(part).split(','))),
    z.array(item).min(1).max(50),
  )
}

/** Lists mean any of their values. Without `status` those that are archived are left out. */
export const segmentListQuerySchema = z.object({
  q: line.trim().max(200).optional(),
  target: listOf(z.enum(SEGMENT_TARGETS)).optional(),
  status: listOf(z.enum(SEGMENT_STATUSES)).optional(),
  folder: listOf(line.max(80)).optional(),
  favourite: flag.optional(),
  sort: z.enum(SEGMENT_SORTS).default('name'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2000).optional(),
})
export type SegmentListQuery = z.output<typeof segmentListQuerySchema>

export const standingOrderSchema = z.object({
  cadence: z.enum(CADENCES),
  /** Of one run, as are the credits. */
  max_leads: z.int(),
  max_credits: creditAmount.nullable(),
  tags: z.array(z.string()),
  status: z.enum(['active', 'paused']),
  /** Null when a person paused it; else such as `insufficient_credits`. */
  paused_reason: z.string().nullable(),
  next_at: time,
})
export type StandingOrder = z.infer<typeof standingOrderSchema>

export const segmentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string().nullable(),
  target: z.enum(SEGMENT_TARGETS),
  filters: audienceFilterSchema,
  status: z.enum(SEGMENT_STATUSES),
  folder: z.string().nullable(),
  /** Of whoever asks. */
  favourite: z.boolean(),
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  last_count: z.int().nullable(),
  last_net_new: z.int().nullable(),
  last_counted_at: time.nullable(),
  last_run_at: time.nullable(),
  standing_order: standingOrderSchema.nullable(),
  created_at: time,
  updated_at: time,
})
export type Segment = z.output<typeof segmentSchema>

export const countPartsSchema = z.strictObject({
  target: z.enum(SEGMENT_TARGETS),
  filters: audienceFilterSchema,
})

export const partCountsSchema = z.object({
  count: z.int(),
  parts: z.array(
    z.object({
      /** `all.1` of a filter in a group, `all.1.countries` of one field of it, `countries` at the top. */
      path: z.string(),
      /** Of this part alone. */
      count: z.int(),
      /** How many more would match without it; less than zero where it is one of several that may match. */
      removes: z.int(),
    }),
  ),
})
export type PartCounts = z.infer<typeof partCountsSchema>

const people = z
  .int()
  .min(1)
  .max(MAX_PULL, `At most ${MAX_PULL.toLocaleString('en')} people in one pull`)
const MAX_PULL_TAGS = 20

export const runRequestSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('preview'),
    /** How many people the cost is told for; 100 when left out. */
    limit: people.optional(),
  }),
  z.strictObject({
    action: z.literal('pull'),
    limit: people,
    /** Never charges more than this; the pull ends when it is reached. */
    max_credits: creditAmount.min(0).optional(),
    /** Given to every lead that comes. */
    tags: z.array(tagSchema).max(MAX_PULL_TAGS).optional(),
    /** What the person has confirmed to pay at most; asked for above what the workspace's guards say. */
    confirmed_credits: creditAmount.min(0).optional(),
  }),
])
export type RunRequest = z.output<typeof runRequestSchema>

const segmentTemplateSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  target: z.enum(SEGMENT_TARGETS),
  filters: audienceFilterSchema,
})
export const segmentTemplatesSchema = z.object({ data: z.array(segmentTemplateSchema) })
export type SegmentTemplate = z.output<typeof segmentTemplateSchema>

export const MAX_HISTORY_DAYS = 731
export const historyQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(MAX_HISTORY_DAYS).default(30),
})
const dayCountSchema = z.object({
  /** UTC; days on which nobody looked are missing. */
  day: z.iso.date(),
  count: z.int(),
  net_new: z.int().nullable(),
  /** Of the audience: which load was counted. */
  version: z.string().nullable(),
})
export const historySchema = z.object({ data: z.array(dayCountSchema) })
export type DayCount = z.infer<typeof dayCountSchema>

export const segmentMoveSchema = z.object({
  id: z.uuid(),
  lead_id: z.uuid(),
  /** Null when it is gone. */
  lead: z.object({ full_name: z.string().nullable(), company_name: z.string().nullable() }).nullable(),
  move: z.enum(['entered', 'left']),
  /** Fields of the lead; or `created`, `deleted`, `time`; empty when nothing tells. */
  fields: z.array(z.string()),
  created_at: time,
})
export type SegmentMove = z.infer<typeof segmentMoveSchema>

const oneRun = {
  cadence: z.enum(CADENCES),
  /** Of one run, as are the credits. */
  max_leads: people,
  max_credits: creditAmount.min(0).nullable().default(null),
}

export const putStandingOrderSchema = z.strictObject({
  ...oneRun,
  /** Given to every lead that comes. */
  tags: z.array(tagSchema).max(MAX_PULL_TAGS).default([]),
  status: z.enum(['active', 'paused']).default('active'),
  /** When it runs first, or next; left out: at once, or as before. */
  next_at: z.iso.datetime({ offset: true }).optional(),
  /** What the person has confirmed a run to cost at most; asked for above what the workspace's guards say. */
  confirmed_credits: creditAmount.min(0).optional(),
})
export type StandingOrderWish = z.output<typeof putStandingOrderSchema>

/** Of a segment that is saved, or of filters that are not yet. */
export const forecastRequestSchema = z
  .strictObject({ segment_id: z.uuid().optional(), filters: audienceFilterSchema.optional(), ...oneRun })
  .refine(({ segment_id, filters }) => (segment_id === undefined) !== (filters === undefined), {
    message: 'Give either segment_id or filters',
    path: ['filters'],
  })
export type ForecastRequest = z.output<typeof forecastRequestSchema>

export const FORECAST_DAYS = 30
const spend = z.object({ leads: z.int(), credits: z.number() })
export const forecastSchema = z.object({
  count: z.int(),
  /** Whom a pull could take now; null where the provider cannot tell, and then `count` is reckoned with. */
  net_new: z.int().nullable(),
  credit_cost_per_lead: z.number(),
  /** New people a day as it was lately, and from what that is known: this segment's counts or the audience's loads. */
  arrivals_per_day: z.number().nullable(),
  based_on: z.enum(['counts', 'loads']).nullable(),
  /** Days between two runs; null: nobody knows when new people come. */
  days_between: z.number().nullable(),
  /** Null when it waits for new people first. */
  first_run: spend.nullable(),
  /** Of the next 30 days. */
  month: spend.extend({ runs: z.int() }),
  /** The most a run may ever cost. */
  most_per_run: spend,
  balance: z.number(),
  /** Days until the balance would be used up; null: not within the month. */
  lasts_days: z.int().nullable(),
  confirm_above: z.number().nullable(),
})
export type Forecast = z.infer<typeof forecastSchema>
