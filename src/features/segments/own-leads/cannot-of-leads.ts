import type { AudienceFilter, FilterField } from '../../audience/schema.ts'
import { fieldsOf } from '../fields-of.ts'

const CANNOT: Partial<Record<FilterField, string>> = {
  naics: 'Your own leads have no NAICS code: choose industries instead',
  near: 'Your own leads have a place but no position: choose postal codes, cities or states instead',
  net_new: 'Your own leads are yours already, so none of them is net new',
}

/** What of a filter cannot be asked of own leads, with why. */
export function cannotOfLeads(filter: AudienceFilter): { field: FilterField; reason: string }[] {
  return [...fieldsOf(filter)].flatMap((field) => {
    const reason = CANNOT[field]
    return reason === undefined ? [] : [{ field, reason }]
  })
}
