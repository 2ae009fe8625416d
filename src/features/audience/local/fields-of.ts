import type { AudienceFilter, FilterField } from '../schema.ts'

/** Every field a filter names anywhere, once. */
export function fieldsOf(filter: AudienceFilter): FilterField[] {
  const parts =
    'all' in filter ? filter.all : 'any' in filter ? filter.any : 'none' in filter ? filter.none : null
  if (parts) return [...new Set(parts.flatMap(fieldsOf))]
  return (Object.keys(filter) as FilterField[]).filter((field) => field in filter)
}
