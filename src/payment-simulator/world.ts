import { randomBytes } from 'node:crypto'
import type { StripeObject } from './store/kinds.ts'
import type { Store } from './store/store.ts'

/** What every part of the simulator works on. */
export interface World {
  store: Store
  /** Where this server is reached; known once it listens. */
  url: string
  /** The API request that is being answered, for the events it causes. */
  request: { id: string | null; idempotency_key: string | null }
}

export const API_VERSION = '2026-10-28.endive'

/** Seconds since 1970, as Stripe counts. */
export function now(): number {
  return Math.floor(Date.now() / 1000)
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export function newId(prefix: string, length = 24): string {
  let text = ''
  // Bytes above 247 would make the first letters likelier.
  while (text.length < length)
    for (const byte of randomBytes(length)) if (byte < 248) text += LETTERS[byte % 62]
  return `${prefix}_${text.slice(0, length)}`
}

/** A copy without the simulator's own fields. */
export function publicView<T>(value: T): T {
  if (Array.isArray(value)) return value.map(publicView) as T
  if (value === null || typeof value !== 'object') return value
  const shown = Object.entries(value).filter(([field]) => !field.startsWith('_'))
  return Object.fromEntries(shown.map(([field, inner]) => [field, publicView(inner)])) as T
}

export function listOf(url: string, data: unknown[], hasMore = false) {
  return { object: 'list', url, has_more: hasMore, data }
}

export type List = ReturnType<typeof listOf>
export type Answer = StripeObject | List | Record<string, unknown>
