import { z } from 'zod'

const VERSION_STATUSES = ['waiting', 'loading', 'ready', 'failed', 'cancelled', 'deleted'] as const

/** How far a load is, and at its end what it found. */
const loadProgressSchema = z.object({
  step: z.string().optional(),
  /** Of the step, 0 to 100. */
  percent: z.number().optional(),
  rows_read: z.int().optional(),
  /** How many there are, once that is known. */
  rows: z.int().optional(),
  /** Rows of somebody who was in it already. */
  duplicates: z.int().optional(),
  /** Rows of nobody who can be reached. */
  left_out: z.int().optional(),
  /** Rows of people who were erased from the audience. */
  removed: z.int().optional(),
  /** Values that nobody can search by, the most frequent first. */
  unknown: z.array(z.object({ field: z.string(), value: z.string(), rows: z.int() })).optional(),
})

export const versionSchema = z.object({
  id: z.uuid(),
  status: z.enum(VERSION_STATUSES),
  /** The names of what was loaded. */
  files: z.array(z.string()),
  people: z.int().nullable(),
  /** On disk. */
  bytes: z.int().nullable(),
  progress: loadProgressSchema,
  failure: z.string().nullable(),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  ready_at: z.iso.datetime().nullable(),
  activated_at: z.iso.datetime().nullable(),
})

export const versionsSchema = z.object({
  /** The one people search; null while there is none. */
  active: z.uuid().nullable(),
  versions: z.array(versionSchema),
})

export type LoadProgress = z.infer<typeof loadProgressSchema>
export type Version = z.infer<typeof versionSchema>
