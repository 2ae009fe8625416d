/** Closed lists and limits of the audience's filter, for pages that need no more of it: a schema brings all of zod. */

export const SENIORITIES = ['c_suite', 'vp', 'director', 'manager', 'individual', 'entry'] as const
export const DEPARTMENTS = [
  ...(['sales', 'marketing', 'engineering', 'product', 'design', 'data', 'it'] as const),
  ...(['finance', 'hr', 'legal', 'operations', 'support', 'executive', 'other'] as const),
] as const
export const COMPANY_SIZES = [
  ...(['1-10', '11-50', '51-200', '201-500'] as const),
  ...(['501-1000', '1001-5000', '5001-10000', '10001+'] as const),
] as const
export const CONTACTS = ['email', 'phone', 'linkedin'] as const
export const LEAD_STATUSES = ['new', 'contacted', 'qualified', 'won', 'lost'] as const
export const LEAD_SOURCES = ['upload', 'marketplace', 'audience', 'pixel', 'api', 'enrichment'] as const

export const MAX_FILTER_DEPTH = 5
/** Flat filters in one nested filter. */
export const MAX_FILTER_PARTS = 50
export const MAX_VALUES = 500
export const MAX_LIST_VALUES = 10_000
export const MAX_PULL = 10_000
/** A larger pull is a job. */
export const MAX_PULL_AT_ONCE = 100
