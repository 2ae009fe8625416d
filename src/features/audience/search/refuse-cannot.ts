import { Problem } from '../../../platform/errors/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import type { AudienceFilter, FilterField } from '../schema.ts'

/** Throws a 422 problem that names each field of the filter which the provider cannot do, with why. */
export function refuseCannot(provider: AudienceProvider, filter: AudienceFilter): void {
  const cannot = provider.cannot(filter)
  if (cannot.length === 0) return
  const errors = cannot.flatMap(({ field, reason }) =>
    placesOf(filter, field, 'filters').map((path) => ({ path, message: reason })),
  )
  const [first] = cannot
  throw new Problem('invalid_input', `${first?.field}: ${first?.reason}`, { errors, cannot })
}

/** Where a field stands in a nested filter: `filters.all.1.near`. */
function placesOf(filter: AudienceFilter, field: FilterField, path: string): string[] {
  for (const [key, value] of Object.entries(filter)) {
    if (!['all', 'any', 'none'].includes(key)) continue
    return (value as AudienceFilter[]).flatMap((part, n) => placesOf(part, field, `${path}.${key}.${n}`))
  }
  return field in filter ? [`${path}.${field}`] : []
}
