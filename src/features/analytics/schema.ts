import { z } from 'zod'

/** Shapes of the analytics API; no server code here, the browser imports this file. */

/** Of the statuses of a lead, those that are stages; a stage counts the leads that went further as well. */
export const STAGES = ['new', 'contacted', 'qualified', 'won'] as const
/** Fields of a lead whose completeness is told. */
export const FIELDS = [
  ...(['email', 'phone', 'mobile', 'name', 'job_title', 'seniority', 'department', 'company_name'] as const),
  ...(['company_domain', 'industry', 'company_size', 'revenue', 'country', 'linkedin_url'] as const),
  'website',
] as const
export const STATES = ['valid', 'risky', 'invalid', 'unknown', 'unverified'] as const
/** What credits are spent for. */
export const PURPOSES = ['marketplace', 'audience', 'enrichment'] as const
export const RANGES = ['all', 'month', 'year'] as const

const MAX_DAYS = 3660
const DAY_MS = 86_400_000

/** Days of the workspace's time zone, both included: the last thirty unless told. */
export const rangeQuerySchema = z
  .object({
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    /** The last so many days. */
    days: z.coerce.number().int().min(1).max(MAX_DAYS).optional(),
    /** All there are, or what has been of this month or year. */
    range: z.enum(RANGES).optional(),
    /** A file of the table instead of JSON. */
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'Ends before it begins' })
  .refine(({ from, to }) => !from || !to || Date.parse(to) - Date.parse(from) < MAX_DAYS * DAY_MS, {
    path: ['to'],
    message: `A range has at most ${MAX_DAYS} days`,
  })
export const statsQuerySchema = rangeQuerySchema.safeExtend({
  /** Which table the file is of. */
  table: z.enum(['times', 'statuses', 'sources']).default('times'),
})
export const usageQuerySchema = rangeQuerySchema.safeExtend({
  table: z.enum(['times', 'purposes']).default('times'),
})
export const funnelQuerySchema = rangeQuerySchema.safeExtend({
  table: z.enum(['sources', 'stages']).default('sources'),
})
export const pixelsQuerySchema = rangeQuerySchema.safeExtend({
  table: z.enum(['pixels', 'times']).default('pixels'),
})
export const qualityQuerySchema = rangeQuerySchema.safeExtend({
  table: z.enum(['fields', 'scores', 'industries', 'verification']).default('fields'),
})
export const sourcesQuerySchema = rangeQuerySchema.safeExtend({
  by: z.enum(['source', 'partner', 'segment']).default('source'),
})

const count = z.int()
const day = z.iso.date()

export const periodSchema = z.object({
  from: day,
  to: day,
  days: count,
  time_zone: z.string(),
  /** How far apart entries of `times` are; the first month may begin late. Times with nothing are left out. */
  step: z.enum(['day', 'month']),
})

/** Usable: not returned, and no email known to fail. Bounced: its email is invalid. Engaged: it visited or answered. */
export const leadCountsSchema = z.object({
  leads: count,
  usable: count,
  returned: count,
  bounced: count,
  engaged: count,
})

export const walletSchema = z.object({ balance: z.number(), held: z.number() })
const paceSchema = z.object({
  /** Credits a day, what came back taken off. */
  per_day: z.number(),
  /** Whole days until the balance is used up like that; null when nothing is spent. */
  days_left: count.nullable(),
  empty_on: day.nullable(),
})

export const workspaceStatsSchema = z.object({
  period: periodSchema,
  /** Leads that came in the period, as they are now. */
  leads: leadCountsSchema,
  /** The same for as many days just before; null for all there are. */
  before: leadCountsSchema.nullable(),
  by_status: z.array(z.object({ status: z.string(), leads: count })),
  by_source: z.array(z.object({ source: z.string(), leads: count, usable: count })),
  times: z.array(z.object({ starts: day, leads: count, usable: count })),
  credits: walletSchema.extend({
    spent: z.number(),
    spent_before: z.number().nullable(),
    ...paceSchema.shape,
  }),
})

/** Credits, never negative but for `taken_back` when a refund was undone. */
export const usageSchema = z.object({
  bought: z.number(),
  granted: z.number(),
  spent: z.number(),
  /** Came back for returned leads. */
  refunded: z.number(),
  expired: z.number(),
  /** Left because money went back. */
  taken_back: z.number(),
})
export const creditUsageSchema = z.object({
  period: periodSchema,
  credits: walletSchema,
  totals: usageSchema,
  before: usageSchema.nullable(),
  purposes: z.array(z.object({ purpose: z.enum(PURPOSES), credits: z.number(), transfers: count })),
  times: z.array(
    usageSchema.extend({
      starts: day,
      marketplace: z.number(),
      audience: z.number(),
      enrichment: z.number(),
    }),
  ),
  pace: paceSchema,
})

const share = z.number().min(0).max(1)
const averageSchema = z.object({ leads: count, usable: count, mean_score: z.number().nullable() })
export const leadQualitySchema = z.object({
  period: periodSchema,
  ...averageSchema.shape,
  before: averageSchema.nullable(),
  /** All of 0 to 100. */
  scores: z.array(z.object({ score: count, leads: count })),
  fields: z.array(z.object({ field: z.enum(FIELDS), leads: count, share })),
  /** Leads that have one, by what is known of it; of the mobile where there is no phone. */
  email: z.array(z.object({ state: z.enum(STATES), leads: count })),
  phone: z.array(z.object({ state: z.enum(STATES), leads: count })),
  industries: z.array(z.object({ industry: z.string(), leads: count, share })),
})

/** What leads of one origin became and cost. Costs are after what came back for returned leads. */
const originShape = {
  leads: count,
  usable: count,
  bounced: count,
  returned: count,
  contacted: count,
  qualified: count,
  won: count,
  mean_score: z.number().nullable(),
  spent: z.number(),
  refunded: z.number(),
  cost_per_lead: z.number().nullable(),
  cost_per_usable_lead: z.number().nullable(),
}
export const segmentRowSchema = z.object({
  /** Null: pulls without a segment. */
  segment_id: z.uuid().nullable(),
  name: z.string().nullable(),
  pulls: count,
  ...originShape,
})
export const segmentsSchema = z.object({
  period: periodSchema,
  segments: z.array(segmentRowSchema),
  before: z.array(segmentRowSchema).nullable(),
})

/** A partner goes by the name under which overlap tests show it to this workspace. */
export const sourceRowSchema = z.object({ name: z.string(), ...originShape })
const sourceTables = { sources: z.array(sourceRowSchema), partners: z.array(sourceRowSchema) }
export const sourcesSchema = z.object({
  period: periodSchema,
  ...sourceTables,
  segments: z.array(segmentRowSchema),
  before: z.object(sourceTables).nullable(),
})

const stageSchema = z.object({
  stage: z.enum(STAGES),
  leads: count,
  of_all: share.nullable(),
  of_previous: share.nullable(),
})
const stageCounts = { new: count, contacted: count, qualified: count, won: count, lost: count }
export const funnelSchema = z.object({
  period: periodSchema,
  stages: z.array(stageSchema),
  /** Leads that were ever lost. */
  lost: count,
  by_source: z.array(z.object({ source: z.string(), ...stageCounts })),
  before: z.object(stageCounts).nullable(),
})

const marketTotals = {
  listed: count,
  /** Of those, sold at least once. */
  listed_sold: count,
  sell_through: share.nullable(),
  sold: count,
  returned: count,
  return_rate: z.number().nullable(),
  /** What buyers paid, what of it was earned, and earnings that went back. */
  paid: z.number(),
  earned: z.number(),
  earned_returned: z.number(),
}
export const marketSchema = z.object({
  period: periodSchema,
  totals: z.object(marketTotals),
  before: z.object(marketTotals).nullable(),
  times: z.array(
    z.object({
      starts: day,
      listed: count,
      sold: count,
      returned: count,
      paid: z.number(),
      earned: z.number(),
      earned_returned: z.number(),
    }),
  ),
})

/** Leads by the score they came with, and what happened. */
export const decileSchema = z.object({
  from: count,
  to: count,
  leads: count,
  contacted: count,
  bounced: count,
  returned: count,
  engaged: count,
  qualified: count,
  won: count,
})
export const calibrationSchema = z.object({
  period: periodSchema,
  deciles: z.array(decileSchema),
  before: z.array(decileSchema).nullable(),
})

export const pixelRowSchema = z.object({
  pixel_id: z.uuid(),
  name: z.string().nullable(),
  page_views: count,
  sessions: count,
  visitors: count,
  identified: count,
  leads: count,
})
export const pixelsSchema = z.object({
  period: periodSchema,
  pixels: z.array(pixelRowSchema),
  before: z.array(pixelRowSchema).nullable(),
  times: z.array(
    z.object({ starts: day, page_views: count, sessions: count, visitors: count, identified: count }),
  ),
})

export const checkRequestSchema = z.object({
  /** All of them unless told. */
  workspace_id: z.uuid().optional(),
  /** Counts the figures again where they differ, so that they are right afterwards. */
  repair: z.boolean().default(false),
})

export type RangeQuery = z.output<typeof rangeQuerySchema>
export type Period = z.infer<typeof periodSchema>
export type LeadCounts = z.infer<typeof leadCountsSchema>
export type WorkspaceStats = z.infer<typeof workspaceStatsSchema>
export type Usage = z.infer<typeof usageSchema>
export type CreditUsage = z.infer<typeof creditUsageSchema>
export type LeadQuality = z.infer<typeof leadQualitySchema>
export type SegmentRow = z.infer<typeof segmentRowSchema>
export type Segments = z.infer<typeof segmentsSchema>
export type SourceRow = z.infer<typeof sourceRowSchema>
export type Sources = z.infer<typeof sourcesSchema>
export type Funnel = z.infer<typeof funnelSchema>
export type Market = z.infer<typeof marketSchema>
export type Calibration = z.infer<typeof calibrationSchema>
export type PixelRow = z.infer<typeof pixelRowSchema>
export type Pixels = z.infer<typeof pixelsSchema>
export type CheckRequest = z.infer<typeof checkRequestSchema>
