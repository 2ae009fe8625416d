import { z } from 'zod'

const reconciliationSchema = z.object({
  /** UTC. */
  day: z.iso.date(),
  status: z.enum(['queued', 'running', 'done', 'failed']),
  /** A day that was not over when it was looked at. */
  is_partial: z.boolean(),
  runs: z.int(),
  finished_at: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  /** How many of each were compared. */
  counts: z.record(z.string(), z.number()),
  open_differences: z.int(),
  mended_differences: z.int(),
})

const differenceSchema = z.object({
  kind: z.string(),
  title: z.string(),
  subject: z.string(),
  workspace: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  found_at: z.iso.datetime(),
  mended_at: z.iso.datetime().nullable(),
})

export const reconciliationsSchema = z.object({
  available: z.boolean(),
  data: z.array(reconciliationSchema),
  next_cursor: z.string().nullable(),
})
export const reconciliationDetailSchema = reconciliationSchema.extend({
  differences: z.array(differenceSchema),
})
export const reconciliationsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
})
export const dayParams = z.object({ day: z.iso.date() })
/** Without a day: today so far. */
export const newRunSchema = z.object({ day: z.iso.date().optional() })
export const queuedSchema = z.object({ day: z.iso.date(), status: z.literal('queued') })

export type Reconciliation = z.infer<typeof reconciliationSchema>
export type ReconciliationDetail = z.infer<typeof reconciliationDetailSchema>
export type Difference = z.infer<typeof differenceSchema>
export type Reconciliations = z.infer<typeof reconciliationsSchema>
