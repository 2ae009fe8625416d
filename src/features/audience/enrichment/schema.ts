import { z } from 'zod'
import { creditAmount } from '../../credits/schema.ts'
import { leadFilterSchema } from '../../leads/schema.ts'
import { ENRICHED_FIELDS } from './fields.ts'
import { DEFAULT_CONFIDENCE, MAX_ROWS } from './limits.ts'

/** Shapes of the enrichment API. */

const RUN_STATUSES = [
  /** A match preview that nobody ran yet. */
  'matched',
  ...(['queued', 'running', 'finished', 'cancelled', 'failed', 'undoing', 'undone'] as const),
] as const
const RUN_ENDS = ['insufficient_credits', 'max_credits', 'spend_cap', 'wallet_frozen'] as const
const MATCHED_BY = ['email', 'linkedin', 'phone_and_name', 'name_and_company'] as const

const time = z.iso.datetime()
const field = z.enum(ENRICHED_FIELDS)
const confidence = z.number().min(0).max(1)
const overwrite = z.union([z.literal('empty'), z.array(field).max(ENRICHED_FIELDS.length)])

/** Either `lead_ids`, or `filter` for every lead that matches. */
export const matchRequestSchema = z
  .strictObject({
    lead_ids: z.array(z.uuid()).min(1).max(MAX_ROWS, 'At most 10,000 leads at once').optional(),
    filter: leadFilterSchema.optional(),
  })
  .refine(({ lead_ids, filter }) => (lead_ids === undefined) !== (filter === undefined), {
    message: 'Give either lead_ids or filter',
    path: ['lead_ids'],
  })

/** What a preview is read with: `?min_confidence=0.8&overwrite=job_title,company_name`. */
export const choicesQuerySchema = z.object({
  min_confidence: z.coerce.number().min(0).max(1).default(DEFAULT_CONFIDENCE),
  overwrite: z
    .string()
    .max(500)
    .optional()
    .transform((text) => (text === undefined || text === '' || text === 'empty' ? [] : text.split(',')))
    .pipe(z.array(field)),
})

const chosen = {
  /** How sure a match has to be, 0 to 1. */
  min_confidence: confidence.default(DEFAULT_CONFIDENCE),
  /** `empty` fills only what is empty; fields named here are replaced too. */
  overwrite: overwrite.default('empty'),
  /** What the person has confirmed to pay at most; asked for above what the workspace's guards say. */
  confirmed_credits: creditAmount.min(0).optional(),
}

export const runRequestSchema = z.strictObject({
  match_id: z.uuid(),
  ...chosen,
  /** Never charges more than this; the run ends when it is reached. */
  max_credits: creditAmount.min(0).optional(),
})

export const enrichLeadRequestSchema = z.strictObject(chosen)

const fieldFigures = z.object({
  /** Rows in which it would be filled. */
  fills: z.int(),
  /** Rows that hold another value. */
  differs: z.int(),
  /** Of the matches that know it; null for none. */
  mean_confidence: z.number().nullable(),
})

export const matchPreviewSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['leads', 'file']),
  file_name: z.string().nullable(),
  rows: z.int(),
  /** Rows with a match, however sure. */
  found: z.int(),
  /** Rows with a match as sure as asked. */
  confident: z.int(),
  by_match: z.record(z.enum(MATCHED_BY), z.int()),
  by_field: z.record(field, fieldFigures),
  min_confidence: z.number(),
  overwrite: z.array(field),
  /** Rows that would be filled. */
  would_fill: z.int(),
  /** Of those, people paid for within 30 days: they cost nothing again. */
  paid_before: z.int(),
  cost_per_match: z.number(),
  credit_cost: z.number(),
  can_afford: z.boolean(),
  balance: z.number(),
  /** A run that costs more must be confirmed with its amount. */
  confirm_above: z.number().nullable(),
  expires_at: time,
})
export type MatchPreview = z.infer<typeof matchPreviewSchema>

const actor = z.object({ id: z.uuid(), name: z.string().nullable() }).nullable()

export const runSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['leads', 'file']),
  status: z.enum(RUN_STATUSES),
  file_name: z.string().nullable(),
  provider: z.string(),
  min_confidence: z.number(),
  overwrite: z.array(field),
  max_credits: z.number().nullable(),
  cost_per_match: z.number(),
  rows: z.int(),
  rows_done: z.int(),
  filled: z.int(),
  /** Of those, the ones that were paid for. */
  charged: z.int(),
  no_match: z.int(),
  below_confidence: z.int(),
  nothing_to_fill: z.int(),
  skipped: z.int(),
  credits_charged: z.number(),
  /** Why it ended before its last row. */
  ended_by: z.enum(RUN_ENDS).nullable(),
  failure: z.string().nullable(),
  /** Until when it can be undone; null when it cannot. */
  undo_until: time.nullable(),
  /** Leads that were put back. */
  restored: z.int(),
  /** Fields that stayed, because somebody changed them since. */
  kept: z.int(),
  /** Until when enriched.csv can be downloaded; null while it runs and once it is gone. */
  file_until: time.nullable(),
  actor,
  created_at: time,
  started_at: time.nullable(),
  finished_at: time.nullable(),
  undone_at: time.nullable(),
})
export type RunView = z.infer<typeof runSchema>

export const runDetailSchema = runSchema.extend({
  /** Rows in which each field was filled, and in which it was left because another lead has the value. */
  by_field: z.record(field, z.object({ filled: z.int(), conflicts: z.int() })),
})
export type RunDetail = z.infer<typeof runDetailSchema>

const filled = z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))

export const enrichedLeadSchema = z.object({
  /** null when nobody was found: nothing is kept of that. */
  run_id: z.uuid().nullable(),
  outcome: z.enum(['no_match', 'below_confidence', 'nothing_to_fill', 'skipped', 'filled']),
  confidence: confidence.nullable(),
  matched_by: z.enum(MATCHED_BY).nullable(),
  /** By field, before and after. */
  filled,
  /** Fields left as they were, because their new value belongs to another lead. */
  conflicts: z.array(z.string()),
  credits_charged: z.number(),
  balance: z.number(),
})
export type EnrichedLead = z.infer<typeof enrichedLeadSchema>

export const leadEnrichmentSchema = z.object({
  /** What enriching it costs now at most. */
  credit_cost: z.number(),
  balance: z.number(),
  can_afford: z.boolean(),
  confirm_above: z.number().nullable(),
  /** Fields whose value came by enrichment and is as it was filled: who said so and when. */
  fields: z.record(
    z.string(),
    z.object({ provider: z.string(), confidence: confidence.nullable(), at: time, run_id: z.uuid(), actor }),
  ),
})
export type LeadEnrichment = z.infer<typeof leadEnrichmentSchema>
