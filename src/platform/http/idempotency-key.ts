import type { Context } from 'hono'
import { Problem } from '../errors/index.ts'

const MAX_LENGTH = 200

/** The required `Idempotency-Key` header, 1 to 200 visible characters. */
export function idempotencyKey(c: Context): string {
  const key = c.req.header('Idempotency-Key')?.trim() ?? ''
  if (key.length >= 1 && key.length <= MAX_LENGTH && /^[\x21-\x7e]+$/.test(key)) return key
  const message = `Send an Idempotency-Key header of 1 to ${MAX_LENGTH} visible characters`
  throw new Problem('invalid_input', message, { errors: [{ path: 'Idempotency-Key', message }] })
}

/** The same where it may be left out. */
export function optionalIdempotencyKey(c: Context): string | null {
  return c.req.header('Idempotency-Key') === undefined ? null : idempotencyKey(c)
}
