import { createHash } from 'node:crypto'
import { cleanText, plainText } from './clean-text.ts'
import { cleanUrl } from './clean-url.ts'
import type { EventType } from './parse-batch.ts'

type Given = Record<string, unknown>

/** Whom an `identify` names: goes to visitor_links, never to the events. */
export interface Named {
  kind: 'identify' | 'form' | 'mail'
  /** SHA-256 of the address, lower-case, in hex. */
  emailHash: string | null
  given: Record<string, string>
}

const MAX_PROPERTIES = 20
const MAX_SECONDS = 86_400
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const KIND_OF = { call: 'identify', form: 'form', mail: 'mail' } as const

/** What of an event's details is kept: for each type what belongs to it, bounded. */
export function cleanDetail(type: EventType, given: Given): { detail: object | null; named: Named | null } {
  switch (type) {
    case 'page_view':
      return { detail: null, named: null }
    case 'page_leave':
      return { detail: leaveOf(given), named: null }
    case 'click':
      return { detail: clickOf(given), named: null }
    case 'form':
      return { detail: { name: cleanText(given.name, 200) }, named: null }
    case 'identify':
      return {
        detail: { from: KIND_OF[given.from as keyof typeof KIND_OF] ?? 'identify' },
        named: namedOf(given),
      }
    case 'custom':
      return { detail: customOf(given), named: null }
  }
}

function leaveOf({ seconds, percent }: Given) {
  return { seconds: between(seconds, MAX_SECONDS, 1_000), percent: between(percent, 100, 1) }
}

function clickOf({ kind, target }: Given) {
  return { kind: kind === 'file' ? 'file' : 'outbound', target: cleanUrl(target, [])?.url ?? null }
}

function customOf({ name, properties }: Given) {
  const entries = typeof properties === 'object' && properties !== null ? Object.entries(properties) : []
  const kept = entries.slice(0, MAX_PROPERTIES).flatMap(([key, value]) => {
    const cleanKey = cleanText(key, 100)
    const cleanValue = scalarOf(value)
    return cleanKey === null || cleanValue === null ? [] : [[cleanKey, cleanValue]]
  })
  return { name: cleanText(name, 100), ...(kept.length > 0 ? { properties: Object.fromEntries(kept) } : {}) }
}

function scalarOf(value: unknown): string | number | boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return cleanText(value, 500)
}

function namedOf(given: Given): Named | null {
  const email = plainText(given.email, 320)?.toLowerCase() ?? null
  const isEmail = email !== null && EMAIL.test(email)
  const said = {
    email: isEmail ? email : null,
    first_name: plainText(given.first_name, 100),
    last_name: plainText(given.last_name, 100),
    company_name: plainText(given.company_name, 200),
    phone: plainText(given.phone, 50),
    token: plainText(given.token, 500),
  }
  const kept = Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== null)
  if (kept.length === 0) return null
  return {
    kind: KIND_OF[given.from as keyof typeof KIND_OF] ?? 'identify',
    emailHash: isEmail ? createHash('sha256').update(email).digest('hex') : null,
    given: Object.fromEntries(kept),
  }
}

/** A number from 0 to `max`, to the `parts`th. */
function between(value: unknown, max: number, parts: number): number {
  if (typeof value !== 'number' || !(value > 0)) return 0
  return Math.round(Math.min(value, max) * parts) / parts
}
