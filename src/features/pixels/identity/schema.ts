import { z } from 'zod'

/** Shapes of links and of the visits of leads. */

const time = z.iso.datetime()

const LINK_KINDS = ['identify', 'form', 'mail', 'superpixel'] as const

export const visitorLinkSchema = z.object({
  id: z.uuid(),
  /** What told whose browser it is. */
  kind: z.enum(LINK_KINDS),
  created_at: time,
  /** Whom it was found to be; null while it waits, and when that lead was deleted. */
  lead_id: z.uuid().nullable(),
  lead_name: z.string().nullable(),
  /** What the browser did when it was told, while that is kept. */
  event: z.object({ id: z.uuid(), at: time, url: z.string().nullable() }).nullable(),
  /** One that was undone counts for nothing and is not made again. */
  undone_at: time.nullable(),
  undone_by: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
})
export type VisitorLink = z.infer<typeof visitorLinkSchema>
