import type { Context } from 'hono'
import { idempotencyKey } from '../../../platform/http/index.ts'

/** The `Idempotency-Key` header where it may be left out. */
export function optionalIdempotencyKey(c: Context): string | null {
  return c.req.header('Idempotency-Key') === undefined ? null : idempotencyKey(c)
}
