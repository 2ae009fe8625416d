import { z } from '@hono/zod-openapi'
import { Problem } from '../errors/index.ts'

export const MAX_PAGE = 200
const MAX_CURSOR_LENGTH = 2_000

/** The shape of every list's answer. */
export function page<S extends z.ZodType>(item: S) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() })
}

/** `?limit=&cursor=` of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
  cursor: z.string().min(1).max(MAX_CURSOR_LENGTH).optional(),
})

/** An opaque place in a list: whatever the next page's query needs, as base64url JSON. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Reads a cursor back through the schema of its place; anything else is a 422 at `cursor`. */
export function decodeCursor<S extends z.ZodType>(cursor: string, schema: S): z.output<S> {
  const result = schema.safeParse(parse(cursor))
  if (result.success) return result.data
  const message = 'This cursor is not one of this list'
  throw new Problem('invalid_input', message, { errors: [{ path: 'cursor', message }] })
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
