import { cleanBlock, cleanLine, cut, isNothing } from './clean-text.ts'
import { parseConsentTime } from './consent-time.ts'
import { parseCountry } from './country.ts'
import { readLine } from './normalise-person.ts'
import type { RowNotes } from './notes.ts'
import { parseState } from './state.ts'
import type { GivenLead } from './types.ts'

const MAX_PLACE_CHARS = 120
const MAX_POSTAL_CHARS = 20
const MAX_NOTES_CHARS = 10_000
const MAX_TAG_CHARS = 60
const MAX_TAGS = 50
const MAX_SOURCE_CHARS = 500
const MAX_IP_CHARS = 64

const NO_TAGS: string[] = []

export function readCountry(given: string | undefined, notes: RowNotes): string | null {
  if (given === undefined || given === '') return null
  const country = parseCountry(given)
  notes.keep('country', given, country)
  if (country === null && !isNothing(given.trim())) notes.warn('country', 'unknown_country', given)
  return country
}

export interface Place {
  city: string | null
  state: string | null
  postalCode: string | null
}

export function normalisePlace(given: GivenLead, country: string | null, notes: RowNotes): Place {
  const line = readLine('state', given.state, MAX_PLACE_CHARS, notes)
  const state = line === null ? null : parseState(line, country)
  if (line !== state) notes.keep('state', given.state ?? '', state)
  return {
    city: readLine('city', given.city, MAX_PLACE_CHARS, notes),
    state,
    postalCode: readPostalCode(given.postal_code, country, notes),
  }
}

/** Upper-case, without Meta's `z:` and a float's `.0`, with the zeros a spreadsheet took from an American one. */
function readPostalCode(given: string | undefined, country: string | null, notes: RowNotes): string | null {
  const line = readLine('postal_code', given, MAX_POSTAL_CHARS, notes)
  if (line === null) return null
  const plain = cut(
    line.replace(/^(z:\s*)+|(\.0)+$/gi, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
    MAX_POSTAL_CHARS,
  )
  const code = country === 'US' && /^\d{3,4}$/.test(plain) ? plain.padStart(5, '0') : plain
  notes.keep('postal_code', given ?? '', code)
  return code
}

export function readNotes(given: string | undefined, notes: RowNotes): string | null {
  if (given === undefined || given === '') return null
  return readBlock('notes', given, notes)
}

function readBlock(field: 'notes' | 'consent_text', given: string, notes: RowNotes): string | null {
  const text = cleanBlock(given)
  const short = cut(text, MAX_NOTES_CHARS)
  if (short !== text) notes.warn(field, 'too_long', given)
  const made = isNothing(short) ? null : short
  notes.keep(field, given, made)
  return made
}

/** Tags as people part them: `a; b`, `a, b`, Google's `* a ::: b`. Each once. */
export function readTags(given: string | undefined, notes: RowNotes): string[] {
  if (given === undefined || given === '') return NO_TAGS
  const parts = given
    .split(/[;,|]|:::/)
    .map((part) => cut(cleanLine(part.replace(/^(\s*\*\s)+/, '')), MAX_TAG_CHARS))
  const tags = [...new Set(parts.filter((tag) => !isNothing(tag)))].slice(0, MAX_TAGS)
  notes.keep('tags', given, tags.join(', '))
  return tags
}

export interface Consent {
  source: string | null
  at: string | null
  text: string | null
  ip: string | null
}

const NO_CONSENT: Consent = { source: null, at: null, text: null, ip: null }

export function normaliseConsent(given: GivenLead, notes: RowNotes): Consent {
  if (!given.consent_source && !given.consent_at && !given.consent_text && !given.consent_ip)
    return NO_CONSENT
  const givenAt = given.consent_at ?? ''
  const at = givenAt === '' ? null : parseConsentTime(givenAt)
  notes.keep('consent_at', givenAt, at)
  if (at === null && givenAt !== '' && !isNothing(givenAt.trim()))
    notes.warn('consent_at', 'ambiguous_date', givenAt)
  return {
    source: readLine('consent_source', given.consent_source, MAX_SOURCE_CHARS, notes),
    at,
    text: given.consent_text ? readBlock('consent_text', given.consent_text, notes) : null,
    ip: readLine('consent_ip', given.consent_ip, MAX_IP_CHARS, notes),
  }
}
