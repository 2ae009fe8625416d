import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The proxy's `X-Request-Id` when it is harmless, else a new one. */
export function requestIdOf(incoming: IncomingMessage): string {
  const given = incoming.headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}
