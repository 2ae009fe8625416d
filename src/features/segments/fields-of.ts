import type { AudienceFilter, FilterField } from '../audience/schema.ts'

/** The filters in a group; null for a flat filter. */
export function partsOf(filter: AudienceFilter): AudienceFilter[] | null {
  if ('all' in filter) return filter.all
  if ('any' in filter) return filter.any
  return 'none' in filter ? filter.none : null
}

/** Every field that a filter names somewhere. */
export function fieldsOf(filter: AudienceFilter): Set<FilterField> {
  const parts = partsOf(filter)
  if (parts) return new Set(parts.flatMap((part) => [...fieldsOf(part)]))
  return new Set(
    Object.entries(filter).flatMap(([field, value]) => (value === undefined ? [] : [field as FilterField])),
  )
}
