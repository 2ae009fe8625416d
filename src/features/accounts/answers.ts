import { z } from '@hono/zod-openapi'

/** A JSON answer in a route's declaration. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** A required JSON body in a route's declaration. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } }
}

export const noContent = { description: 'Done' }

export const idParam = z.object({ id: z.uuid() })

/** A short list that is always complete, in the shape of every list. */
export function whole<T>(data: T[]): { data: T[]; next_cursor: null } {
  return { data, next_cursor: null }
}
