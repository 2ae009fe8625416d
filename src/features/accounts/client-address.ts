import type { Context } from 'hono'
import type { Env } from '../../platform/http/index.ts'

/** Set by us on every request handed to better-auth; a caller's own is overwritten. */
export const CLIENT_ADDRESS_HEADER = 'x-assay-client-address'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/**
 * Who is counted by the limits on credentials. A reverse proxy on this machine is believed about the last
 * hop it adds to X-Forwarded-For; from anywhere else that header is only a claim.
 */
export function clientAddress(c: Context<Env>): string {
  const peer = c.env?.incoming?.socket?.remoteAddress ?? '127.0.0.1'
  if (!LOOPBACK.test(peer)) return peer
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || peer
}
