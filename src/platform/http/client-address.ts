import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

const LOOPBACK = /^(127\.|::1$)/

/**
 * Who asks. A reverse proxy on this machine is believed about the last hop it adds to X-Forwarded-For; from anywhere
 * else that header is only a claim. Always an address: IPv4 as such, however the socket writes it.
 */
export function clientAddress(incoming: IncomingMessage | undefined): string {
  const peer = plain(incoming?.socket?.remoteAddress ?? '127.0.0.1')
  if (!LOOPBACK.test(peer)) return peer
  const hop = plain(incoming?.headers['x-forwarded-for']?.toString().split(',').at(-1)?.trim() ?? '')
  return isIP(hop) ? hop : peer
}

/** Without the zone of a local address, and without the IPv6 around IPv4. */
function plain(address: string): string {
  const [bare = ''] = address.split('%')
  return bare.startsWith('::ffff:') && bare.includes('.') ? bare.slice(7) : bare
}
