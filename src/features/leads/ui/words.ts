import type { Badge } from '../../../ui/index.ts'

/** How the page says what the API calls by a code. */
type Tone = NonNullable<Parameters<typeof Badge>[0]['tone']>

export const statuses = [
  { value: 'new', label: 'New' },
  { value: 'contacted', label: 'Contacted' },
  { value: 'qualified', label: 'Qualified' },
  { value: 'won', label: 'Won' },
  { value: 'lost', label: 'Lost' },
] as const

export type LeadStatus = (typeof statuses)[number]['value']

export const statusTones: Record<LeadStatus, Tone> = {
  new: 'neutral',
  contacted: 'neutral',
  qualified: 'warn',
  won: 'good',
  lost: 'bad',
}

export const sources = [
  { value: 'upload', label: 'Import' },
  { value: 'marketplace', label: 'Marketplace' },
  { value: 'audience', label: 'Audience' },
  { value: 'pixel', label: 'Pixel' },
  { value: 'api', label: 'API' },
  { value: 'enrichment', label: 'Enrichment' },
] as const

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

export const seniorities = [
  { value: 'c_suite', label: 'C-suite' },
  { value: 'vp', label: 'VP' },
  { value: 'director', label: 'Director' },
  { value: 'manager', label: 'Manager' },
  { value: 'individual', label: 'Individual' },
  { value: 'entry', label: 'Entry' },
] as const

export function wordOf(options: readonly { value: string; label: string }[], value: string | null): string {
  return options.find((option) => option.value === value)?.label ?? value ?? ''
}
