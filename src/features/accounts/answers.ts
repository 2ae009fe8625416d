import { z } from '@hono/zod-openapi'

export const noContent = { description: 'Done' }

export const idParam = z.object({ id: z.uuid() })

/** A short list that is always complete, in the shape of every list. */
export function whole<T>(data: T[]): { data: T[]; next_cursor: null } {
  return { data, next_cursor: null }
}
