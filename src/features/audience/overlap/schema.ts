import { z } from 'zod'

/** Shapes of overlap tests. */

export const OVERLAP_FIELDS = [
  ...(['email', 'phone', 'linkedin_url', 'full_name', 'job_title'] as const),
  ...(['company_name', 'industry', 'company_size', 'city'] as const),
] as const
export type OverlapField = (typeof OVERLAP_FIELDS)[number]

export const LEAST_LINES = 100
export const MOST_LINES = 100_000
export const TESTS_A_DAY = 5
/** Two hashes of 32 characters a line. */
export const MAX_LIST_BYTES = MOST_LINES * 75 + 10_000

/** Half of a sha256 in hex of `<key>:email:<address>` or `<key>:phone:<number>`, both as leads keep them. */
const hash = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')

export const openTestSchema = z.strictObject({
  /** `audience`, or a partner's name of GET /api/overlap. */
  stock: z.string().regex(/^(audience|[0-9a-f]{16})$/, 'must be audience or a partner of the list'),
})

export const openedTestSchema = z.object({
  id: z.uuid(),
  /** What the values are hashed with, for this test only. */
  key: z.string(),
  expires_at: z.iso.datetime(),
})
export type OpenedTest = z.infer<typeof openedTestSchema>

export const runTestSchema = z.strictObject({
  id: z.uuid(),
  emails: z.array(hash).max(MOST_LINES),
  phones: z.array(hash).max(MOST_LINES),
})

/** `few`: too few to tell. `nearly_all`: all but too few to tell. `about`: a round number. */
const blurred = z.object({ is: z.enum(['few', 'about', 'nearly_all']), people: z.int().nullable() })
export type Blurred = z.infer<typeof blurred>

export const overlapTestSchema = z.object({
  id: z.uuid(),
  stock: z.string(),
  /** Different values that were sent. */
  values: z.int(),
  overlap: blurred,
  /** Of the people that overlap; null where they are too few. */
  fields: z.record(z.enum(OVERLAP_FIELDS), blurred).nullable(),
  created_at: z.iso.datetime(),
})
export type OverlapTest = z.infer<typeof overlapTestSchema>

export const overlapSchema = z.object({
  /** What a list can be tested against, in round numbers of people. */
  stocks: z.array(z.object({ stock: z.string(), people: z.int().nullable() })),
  tests_left_today: z.int(),
  least_lines: z.int(),
  most_lines: z.int(),
  /** The last ones, newest first. */
  tests: z.array(overlapTestSchema),
})
export type Overlap = z.infer<typeof overlapSchema>
