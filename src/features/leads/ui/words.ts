import type { Badge } from '../../../ui/index.ts'
import {
  LEAD_SOURCE_WORDS,
  LEAD_SOURCES,
  LEAD_STATUS_WORDS,
  LEAD_STATUSES,
  type LeadStatus,
  SENIORITIES,
  SENIORITY_WORDS,
} from '../values.ts'

/** How the page says what the API calls by a code. */
type Tone = NonNullable<Parameters<typeof Badge>[0]['tone']>

export const statuses = LEAD_STATUSES.map((value) => ({ value, label: LEAD_STATUS_WORDS[value] }))

export const statusTones: Record<LeadStatus, Tone> = {
  new: 'neutral',
  contacted: 'neutral',
  qualified: 'warn',
  won: 'good',
  lost: 'bad',
}

export const sources = LEAD_SOURCES.map((value) => ({ value, label: LEAD_SOURCE_WORDS[value] }))

export type ContactStatus = 'unverified' | 'valid' | 'risky' | 'invalid' | 'unknown'

export const contactTones: Record<ContactStatus, Tone> = {
  unverified: 'neutral',
  valid: 'good',
  risky: 'warn',
  invalid: 'bad',
  unknown: 'neutral',
}

export const contactWords: Record<ContactStatus, string> = {
  unverified: 'Unverified',
  valid: 'Valid',
  risky: 'Risky',
  invalid: 'Invalid',
  unknown: 'Unknown',
}

export const seniorities = SENIORITIES.map((value) => ({ value, label: SENIORITY_WORDS[value] }))

export function wordOf(options: readonly { value: string; label: string }[], value: string | null): string {
  return options.find((option) => option.value === value)?.label ?? value ?? ''
}
