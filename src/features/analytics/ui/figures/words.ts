import { formatCredits, formatPercent } from '../../../../ui/index.ts'
import { sources, statuses, wordOf } from '../../../leads/ui/index.ts'
import type { FIELDS, PURPOSES } from '../../schema.ts'

export const sourceWord = (source: string) => wordOf(sources, source)
export const statusWord = (status: string) => wordOf(statuses, status)

export const fieldWords: Record<(typeof FIELDS)[number], string> = {
  email: 'Email',
  phone: 'Phone',
  mobile: 'Mobile',
  name: 'Name',
  job_title: 'Job title',
  seniority: 'Seniority',
  department: 'Department',
  company_name: 'Company',
  company_domain: 'Company domain',
  industry: 'Industry',
  company_size: 'Company size',
  revenue: 'Revenue',
  country: 'Country',
  linkedin_url: 'LinkedIn',
  website: 'Website',
}

export const purposeWords: Record<(typeof PURPOSES)[number], string> = {
  marketplace: 'Marketplace',
  audience: 'Audience',
  enrichment: 'Enrichment',
}

/** `45%`, or a dash where there is nothing it could be a part of. */
export function shareOf(part: number, whole: number): string {
  return whole === 0 ? '–' : formatPercent(part / whole)
}

/** A cost that may not be known. */
export function costOf(credits: number | null): string {
  return credits === null ? '–' : formatCredits(credits)
}
