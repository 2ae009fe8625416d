/** Closed lists and limits of the audience's filter, for pages that need no more of it: a schema brings all of zod. */

export { COMPANY_SIZES, DEPARTMENTS, LEAD_SOURCES, LEAD_STATUSES, SENIORITIES } from '../leads/values.ts'

export const CONTACTS = ['email', 'phone', 'linkedin'] as const

export const MAX_FILTER_DEPTH = 5
/** Flat filters in one nested filter. */
export const MAX_FILTER_PARTS = 50
export const MAX_VALUES = 500
export const MAX_LIST_VALUES = 10_000
export const MAX_PULL = 10_000
/** A larger pull is a job. */
export const MAX_PULL_AT_ONCE = 100
