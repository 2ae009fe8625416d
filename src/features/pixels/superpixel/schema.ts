import { z } from 'zod'

/** Shapes of what has to do with AudienceLab's pixels. */

export const strayPixelSchema = z.object({
  /** AudienceLab's own id of it. */
  superpixel_id: z.string(),
  events: z.int(),
  /** The site that was last told of. */
  host: z.string().nullable(),
  first_at: z.iso.datetime(),
  last_at: z.iso.datetime(),
})
export type StrayPixel = z.infer<typeof strayPixelSchema>

export const assignmentSchema = z.strictObject({
  /** Of the pixel whose site it is; it stands in the snippet. */
  key: z
    .string()
    .trim()
    .regex(/^[a-z0-9]{16}$/, 'The key in the snippet: 16 letters and digits'),
})

export const superpixelSchema = z.object({
  /** Whether this installation can make one: it has a key of AudienceLab and takes its events. */
  available: z.boolean(),
  /** Whether this pixel has one. */
  connected: z.boolean(),
})
export type Superpixel = z.infer<typeof superpixelSchema>
