import { Problem } from '../../../platform/errors/index.ts'
import { cleanDetail, type Named } from './clean-detail.ts'
import { cleanText, textOr } from './clean-text.ts'

export const EVENT_TYPES = ['page_view', 'page_leave', 'click', 'form', 'identify', 'custom'] as const
export type EventType = (typeof EVENT_TYPES)[number]

export const MAX_BATCH_BYTES = 65_536
const MAX_EVENTS = 100
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export interface SentEvent {
  id: string
  type: EventType
  /** As the browser gave them: see clean-url.ts. */
  url: string
  referrer: string
  title: string | null
  detail: object | null
  /** Whom it names, of an `identify`. */
  named: Named | null
}

export interface Batch {
  key: string
  /** The browser's own time, ms since 1970. */
  sentAtMs: number
  /** Null in cookieless mode. */
  visitorId: string | null
  sessionId: string | null
  events: SentEvent[]
}

/**
 * What the script sends, read and bounded by hand: this runs for every event of every visitor. What makes no sense is
 * refused, what is merely long is cut.
 */
export function parseBatch(body: string): Batch {
  const { k: key, t: sentAtMs, m: mode, v, s, e: events } = objectOf(body)
  if (typeof key !== 'string') throw invalid('k', 'The key of the pixel')
  if (typeof sentAtMs !== 'number' || !Number.isFinite(sentAtMs)) throw invalid('t', 'The time in ms')
  if (mode !== 'cookieless' && mode !== 'full') throw invalid('m', 'cookieless or full')
  if (!Array.isArray(events) || events.length === 0) throw invalid('e', 'A list of events')
  if (events.length > MAX_EVENTS) {
    throw new Problem('too_large', `A batch has at most ${MAX_EVENTS} events`, { max_events: MAX_EVENTS })
  }
  const isFull = mode === 'full' && v !== null && v !== undefined
  return {
    key,
    sentAtMs,
    visitorId: isFull ? uuidOf(v, 'v') : null,
    sessionId: isFull && s !== null && s !== undefined ? uuidOf(s, 's') : null,
    events: events.map(eventOf),
  }
}

function objectOf(body: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new Problem('invalid', 'The body is not JSON')
  }
  if (!isObject(value)) throw new Problem('invalid', 'The body is not an object')
  return value
}

function eventOf(event: unknown, n: number): SentEvent {
  if (!isObject(event)) throw invalid(`e.${n}`, 'An event')
  const { n: type, u: url } = event
  if (!isEventType(type)) throw invalid(`e.${n}.n`, `One of ${EVENT_TYPES.join(', ')}`)
  if (typeof url !== 'string') throw invalid(`e.${n}.u`, 'The address of the page')
  return {
    id: uuidOf(event.i, `e.${n}.i`),
    type,
    url,
    referrer: textOr(event.r, ''),
    title: cleanText(event.l, 300),
    ...cleanDetail(type, isObject(event.d) ? event.d : {}),
  }
}

function isEventType(value: unknown): value is EventType {
  return (EVENT_TYPES as readonly unknown[]).includes(value)
}

function uuidOf(value: unknown, path: string): string {
  const id = textOr(value, '').toLowerCase()
  if (!UUID.test(id)) throw invalid(path, 'A UUID')
  return id
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(path: string, message: string): Problem {
  return new Problem('invalid', 'The batch is not right', { errors: [{ path, message }] })
}
