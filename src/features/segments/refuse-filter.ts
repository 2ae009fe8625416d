import { Problem } from '../../platform/errors/index.ts'
import { type AudienceFilter, type FilterField, OWN_LEAD_FIELDS } from '../audience/schema.ts'
import { fieldsOf, partsOf } from './fields-of.ts'
import { cannotOfLeads } from './own-leads/cannot-of-leads.ts'
import type { SegmentTarget } from './schema.ts'

/** What the target does not know is told before anything is asked of it: 422 with `cannot` and the place of each. */
export function refuseFilter(target: SegmentTarget, filters: AudienceFilter): void {
  const cannot = target === 'leads' ? cannotOfLeads(filters) : cannotOfAudience(filters)
  const [first] = cannot
  if (!first) return
  const errors = cannot.flatMap(({ field, reason }) =>
    placesOf(filters, field, 'filters').map((path) => ({ path, message: reason })),
  )
  throw new Problem('invalid_input', first.reason, { errors, cannot })
}

function cannotOfAudience(filters: AudienceFilter) {
  const fields = fieldsOf(filters)
  return OWN_LEAD_FIELDS.filter((field) => fields.has(field)).map((field) => ({
    field,
    reason: 'Only your own leads have a status, a source, tags and a score',
  }))
}

function placesOf(filter: AudienceFilter, field: FilterField, path: string): string[] {
  const parts = partsOf(filter)
  if (!parts) return field in filter ? [`${path}.${field}`] : []
  return parts.flatMap((part, n) => placesOf(part, field, `${path}.${Object.keys(filter)[0]}.${n}`))
}
