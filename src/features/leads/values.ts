/** Closed lists and limits of leads, for pages that need no more of it: a schema brings all of zod. */

export const SENIORITIES = ['c_suite', 'vp', 'director', 'manager', 'individual', 'entry'] as const
export const DEPARTMENTS = [
  'sales',
  'marketing',
  'engineering',
  'product',
  'design',
  'data',
  'it',
  'finance',
  'hr',
  'legal',
  'operations',
  'support',
  'executive',
  'other',
] as const
export const COMPANY_SIZES = [
  '1-10',
  '11-50',
  '51-200',
  '201-500',
  '501-1000',
  '1001-5000',
  '5001-10000',
  '10001+',
] as const
export const VERIFICATION_STATES = ['unverified', 'valid', 'risky', 'invalid', 'unknown'] as const
export const LEAD_STATUSES = ['new', 'contacted', 'qualified', 'won', 'lost'] as const
export const LEAD_SOURCES = ['upload', 'marketplace', 'audience', 'pixel', 'api', 'enrichment'] as const
export const LEAD_SORTS = [
  '-created_at',
  'created_at',
  '-score',
  'score',
  'name',
  '-name',
  'company',
  '-company',
] as const
export const HAS_FIELDS = ['email', 'phone', 'linkedin', 'company'] as const
export const MAX_TAG_LENGTH = 60
export const MAX_TAGS = 50
export const MAX_BULK_IDS = 1000

export type Seniority = (typeof SENIORITIES)[number]
export type LeadStatus = (typeof LEAD_STATUSES)[number]
export type LeadSource = (typeof LEAD_SOURCES)[number]
export type LeadSort = (typeof LEAD_SORTS)[number]

/** How every page says them. */
export const SENIORITY_WORDS: Record<Seniority, string> = {
  c_suite: 'C-suite',
  vp: 'VP',
  director: 'Director',
  manager: 'Manager',
  individual: 'Individual',
  entry: 'Entry level',
}
export const LEAD_STATUS_WORDS: Record<LeadStatus, string> = {
  new: 'New',
  contacted: 'Contacted',
  qualified: 'Qualified',
  won: 'Won',
  lost: 'Lost',
}
export const LEAD_SOURCE_WORDS: Record<LeadSource, string> = {
  upload: 'Import',
  marketplace: 'Marketplace',
  audience: 'Audience',
  pixel: 'Pixel',
  api: 'API',
  enrichment: 'Enrichment',
}
