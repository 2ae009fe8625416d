import type { FilterField, FlatFilter } from '../../schema.ts'

/** What one editor changes: mostly one field of the filter, the two ends of a range as one. */
export type FilterPart =
  | Exclude<FilterField, 'revenue_min' | 'revenue_max' | 'score_min' | 'score_max'>
  | 'revenue'
  | 'score'

export interface PartInfo {
  part: FilterPart
  label: string
  group: 'Job' | 'Company' | 'Place' | 'Contact' | 'Yours'
  /** The filter's fields it stands for. */
  fields: readonly FilterField[]
  /** Of own leads only: no audience has it. */
  ownLeads?: true
}

const one = (part: FilterField & FilterPart, label: string, group: PartInfo['group']): PartInfo => ({
  part,
  label,
  group,
  fields: [part],
})

/** Every part of a filter in the order people think of them. */
export const filterParts: readonly PartInfo[] = [
  one('job_titles', 'Job title', 'Job'),
  one('job_titles_exclude', 'Job title is not', 'Job'),
  one('seniorities', 'Seniority', 'Job'),
  one('departments', 'Department', 'Job'),
  one('industries', 'Industry', 'Company'),
  one('company_sizes', 'Company size', 'Company'),
  { part: 'revenue', label: 'Revenue', group: 'Company', fields: ['revenue_min', 'revenue_max'] },
  one('company_names', 'Company name', 'Company'),
  one('company_names_exclude', 'Company name is not', 'Company'),
  one('company_domains', 'Company domain', 'Company'),
  one('company_domains_exclude', 'Company domain is not', 'Company'),
  one('naics', 'NAICS code', 'Company'),
  one('countries', 'Country', 'Place'),
  one('states', 'State', 'Place'),
  one('cities', 'City', 'Place'),
  one('postal_codes', 'Postal code', 'Place'),
  one('near', 'Distance', 'Place'),
  one('has', 'Has', 'Contact'),
  one('verified', 'Email check', 'Contact'),
  one('seen_within_days', 'Last seen', 'Contact'),
  one('net_new', 'New to you', 'Yours'),
  { ...one('statuses', 'Status', 'Yours'), ownLeads: true },
  { ...one('sources', 'Source', 'Yours'), ownLeads: true },
  { ...one('tags', 'Tag', 'Yours'), ownLeads: true },
  { part: 'score', label: 'Score', group: 'Yours', fields: ['score_min', 'score_max'], ownLeads: true },
]

const byPart = new Map(filterParts.map((info) => [info.part, info]))

export function partInfo(part: FilterPart): PartInfo {
  const info = byPart.get(part)
  if (!info) throw new Error(`no filter part ${part}`)
  return info
}

export function isPartSet(filter: FlatFilter, part: FilterPart): boolean {
  return partInfo(part).fields.some((field) => filter[field] !== undefined)
}

/** The filter with some fields changed; undefined and empty lists take a field out. */
export function withFields(filter: FlatFilter, patch: { [F in FilterField]?: FlatFilter[F] }): FlatFilter {
  const kept = Object.entries({ ...filter, ...patch }).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(kept) as FlatFilter
}

export function withoutPart(filter: FlatFilter, part: FilterPart): FlatFilter {
  return withFields(filter, Object.fromEntries(partInfo(part).fields.map((field) => [field, undefined])))
}
