import { Problem } from '../../platform/errors/index.ts'
import { type AudienceFilter, OWN_LEAD_FIELDS } from '../audience/schema.ts'
import { fieldsOf } from './fields-of.ts'
import { cannotOfLeads } from './own-leads/cannot-of-leads.ts'
import type { SegmentTarget } from './schema.ts'

/** A segment that could never match is not saved: 422 with each field its target does not have. */
export function refuseFilter(target: SegmentTarget, filters: AudienceFilter): void {
  const cannot = target === 'leads' ? cannotOfLeads(filters) : cannotOfAudience(filters)
  const [first] = cannot
  if (!first) return
  throw new Problem('invalid_input', first.reason, {
    errors: cannot.map(({ field, reason }) => ({ path: `filters.${field}`, message: reason })),
  })
}

function cannotOfAudience(filters: AudienceFilter) {
  const fields = fieldsOf(filters)
  return OWN_LEAD_FIELDS.filter((field) => fields.has(field)).map((field) => ({
    field,
    reason: 'Only your own leads have a status, a source, tags and a score',
  }))
}
