import { z } from 'zod'
import { audienceFilterSchema } from '../schema.ts'
import { PULL_ENDS, PULL_STATUSES } from '../search/schema.ts'

/** Shapes of pulls; no server code here, the browser imports this file. */

export const pullSchema = z.object({
  id: z.uuid(),
  status: z.enum(PULL_STATUSES),
  /** How many people at most. */
  wanted: z.int(),
  pulled: z.int(),
  /** People the workspace had got meanwhile, people who must not be stored, people without any contact: none is charged. */
  duplicates_skipped: z.int(),
  suppressed: z.int(),
  unreachable: z.int(),
  credits_charged: z.number(),
  max_credits: z.number().nullable(),
  ended_by: z.enum(PULL_ENDS).nullable(),
  /** A sentence for whoever asked for it. */
  failure: z.string().nullable(),
  filters: audienceFilterSchema,
  segment_id: z.uuid().nullable(),
  /** Whether a standing order asked for it. */
  standing: z.boolean(),
  tags: z.array(z.string()),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  /** The member who asked; null for a program or somebody who has left. */
  actor: z.object({ id: z.uuid(), name: z.string() }).nullable(),
})
export type Pull = z.infer<typeof pullSchema>
