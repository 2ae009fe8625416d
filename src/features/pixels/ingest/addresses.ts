import { createHmac } from 'node:crypto'
import type { Databases } from '../../../platform/db/index.ts'

/** A key of this installation for one purpose. */
export function pixelSecret(db: Databases, purpose: string): Buffer {
  return createHmac('sha256', db.secret('identity')).update(`pixels:${purpose}`).digest()
}

/** What of a visitor's address is kept: its network, a keyed hash that only tells the same from another, or nothing. */
export function keptAddress(
  address: string,
  how: 'shortened' | 'hashed' | 'none',
  secret: Buffer,
  pixelId: string,
): string | null {
  if (how === 'none') return null
  if (how === 'shortened') return networkOf(address)
  return createHmac('sha256', secret).update(`${pixelId}|${address}`).digest('base64url').slice(0, 22)
}

/** The first three of four numbers, or the first three of eight groups. */
function networkOf(address: string): string | null {
  if (!address.includes(':')) return address.replace(/\.\d+$/, '.0')
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  const all = [...groups, ...Array(Math.max(0, missing)).fill('0')]
  return `${all.slice(0, 3).join(':')}::`
}

/**
 * Tells one browser from another for a day without keeping anything in it: a keyed hash of the pixel, the address and the
 * user agent, another one each day.
 */
export function cookielessVisitor(
  secret: Buffer,
  { pixelId, address, userAgent, day }: { pixelId: string; address: string; userAgent: string; day: number },
): string {
  const hash = createHmac('sha256', secret).update(`${pixelId}|${day}|${address}|${userAgent}`).digest('hex')
  // version 8: a UUID of our own making
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
