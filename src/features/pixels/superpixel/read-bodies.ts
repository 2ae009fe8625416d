import { createHash } from 'node:crypto'
import { Problem } from '../../../platform/errors/index.ts'
import { plainText } from '../ingest/clean-text.ts'

/** An event of AudienceLab's pixel, as far as it can be told what, when and in whose browser. */
export interface SuperpixelEvent {
  superpixelId: string
  /** Its name there, in lower case. */
  name: string
  atMs: number
  /** What tells one browser from another; the surest that was given. */
  browser: string
  pageUrl: string | null
  referrer: string | null
  data: Record<string, unknown>
  /** SHA-256 of the person's address, lower-case, in hex. */
  emailHash: string | null
  /** What AudienceLab knows of the person, in its own UPPER_CASE fields. */
  resolution: Record<string, unknown>
}

const MAX_EVENTS = 1_000
const SHA256 = /^[0-9a-f]{64}$/

/**
 * The events of a body: one, a list, or a list in `result`. Those that make no sense are left out and counted; a body
 * that is no JSON at all is refused.
 */
export function readEvents(text: string): { events: SuperpixelEvent[]; ignored: number } {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Problem('invalid', 'The body is not JSON')
  }
  const list = listOf(body)
  if (list.length > MAX_EVENTS) {
    throw new Problem('too_large', `At most ${MAX_EVENTS} events at once`, { max_events: MAX_EVENTS })
  }
  const events = list.flatMap((given) => readEvent(given) ?? [])
  return { events, ignored: list.length - events.length }
}

function listOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body
  if (isObject(body) && Array.isArray(body.result)) return body.result
  return [body]
}

function readEvent(given: unknown): SuperpixelEvent | null {
  if (!isObject(given)) return null
  const superpixelId = text(given.pixel_id, 200)
  const name = (text(given.event, 100) ?? text(given.event_type, 100))?.toLowerCase() ?? null
  const atMs = timeOf(given.event_timestamp)
  const hash = text(given.hem_sha256, 100)?.toLowerCase() ?? ''
  const emailHash = SHA256.test(hash) ? hash : null
  const ids = [given.cookie_id, given.uid, given.profile_id].map((id) => text(id, 500))
  const browser = ids.find((id) => id !== null) ?? emailHash
  if (superpixelId === null || name === null || atMs === null || browser === null) return null
  return {
    ...{ superpixelId, name, atMs, browser, emailHash },
    pageUrl: text(given.page_url, 4_000),
    referrer: text(given.referrer, 4_000),
    data: isObject(given.event_data) ? given.event_data : {},
    resolution: isObject(given.resolution) ? given.resolution : {},
  }
}

/** A UUIDv7 of its time that is the same each time the event is sent. */
export function idOfEvent(event: SuperpixelEvent): string {
  const { superpixelId, name, atMs, browser, pageUrl, referrer, data } = event
  const hash = digest([superpixelId, name, atMs, browser, pageUrl, referrer, data])
  const time = atMs.toString(16).padStart(12, '0')
  return uuidOf(`${time}7${hash.slice(0, 3)}${hash.slice(4, 20)}`)
}

/** The same browser is the same visitor of a pixel. */
export function visitorOfEvent(pixelId: string, { browser }: SuperpixelEvent): string {
  const hash = digest(['superpixel', pixelId, browser])
  return uuidOf(`${hash.slice(0, 12)}8${hash.slice(13, 16)}${hash.slice(16, 32)}`)
}

function digest(parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** With the variant that a UUID has. */
function uuidOf(hex: string): string {
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16)
  const fixed = hex.slice(0, 16) + variant + hex.slice(17)
  return fixed.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

/** ISO 8601, also with a space and without a zone (then UTC), or seconds or milliseconds since 1970. */
function timeOf(given: unknown): number | null {
  if (typeof given === 'number') return inRange(given < 1e11 ? given * 1000 : given)
  const line = text(given, 50)
  if (line === null) return null
  if (/^\d{9,14}$/.test(line)) return timeOf(Number(line))
  const iso = line.replace(' ', 'T')
  return inRange(Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(iso) || !iso.includes('T') ? iso : `${iso}Z`))
}

function inRange(ms: number): number | null {
  const whole = Math.floor(ms)
  return whole > 0 && whole < 2 ** 48 ? whole : null
}

function text(value: unknown, max: number): string | null {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : plainText(value, max)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
