import { formatCount, plural } from '../../../../ui/format.ts'
import type { FlatFilter } from '../../schema.ts'
import type { FilterPart } from './fields.ts'
import { stateName } from './state-names.ts'
import * as words from './words.ts'

const MOST_NAMED = 3

/** `Acme, Globex or 12 more`. */
export function anyOf(values: readonly string[], joint = 'or'): string {
  const named = values.length <= MOST_NAMED ? [...values] : values.slice(0, MOST_NAMED - 1)
  if (named.length < values.length) named.push(`${formatCount(values.length - named.length)} more`)
  const last = named.pop() ?? ''
  return named.length > 0 ? `${named.join(', ')} ${joint} ${last}` : last
}

const quoted = (values: readonly string[]) => values.map((value) => `“${value}”`)
const named = <K extends string>(values: readonly K[], names: Record<K, string>) =>
  values.map((value) => names[value] ?? value)

function between(low: number | undefined, high: number | undefined, show: (value: number) => string) {
  if (low !== undefined && high !== undefined) return `${show(low)} to ${show(high)}`
  return low !== undefined ? `at least ${show(low)}` : `at most ${show(high ?? 0)}`
}

type Describe = { [P in FilterPart]: (filter: FlatFilter) => string }
const list = (values: readonly string[] | undefined) => anyOf(values ?? [])

const texts: Describe = {
  job_titles: (filter) => anyOf(quoted(filter.job_titles ?? [])),
  job_titles_exclude: (filter) => anyOf(quoted(filter.job_titles_exclude ?? [])),
  seniorities: (filter) => anyOf(named(filter.seniorities ?? [], words.seniorityWords)),
  departments: (filter) => anyOf(named(filter.departments ?? [], words.departmentWords)),
  industries: (filter) => list(filter.industries),
  company_sizes: (filter) => anyOf(named(filter.company_sizes ?? [], words.sizeWords)),
  revenue: (filter) => between(filter.revenue_min, filter.revenue_max, words.dollars),
  company_names: (filter) => list(filter.company_names),
  company_names_exclude: (filter) => list(filter.company_names_exclude),
  company_domains: (filter) => list(filter.company_domains),
  company_domains_exclude: (filter) => list(filter.company_domains_exclude),
  naics: (filter) => list(filter.naics),
  countries: (filter) => anyOf((filter.countries ?? []).map(words.countryName)),
  states: (filter) => anyOf((filter.states ?? []).map(stateName)),
  cities: (filter) => list(filter.cities),
  postal_codes: (filter) => list(filter.postal_codes),
  near: ({ near }) =>
    near ? `within ${formatCount(near.km)} km of ${near.lat.toFixed(2)}, ${near.lon.toFixed(2)}` : '',
  has: (filter) => anyOf(named(filter.has ?? [], words.contactWords)),
  verified: (filter) => (filter.verified ? 'verified' : 'not verified'),
  seen_within_days: (filter) => `in the last ${plural(filter.seen_within_days ?? 0, 'day')}`,
  net_new: (filter) => (filter.net_new ? 'only people you do not have' : 'only people you have'),
  statuses: (filter) => anyOf(named(filter.statuses ?? [], words.statusWords)),
  sources: (filter) => anyOf(named(filter.sources ?? [], words.sourceWords)),
  tags: (filter) => list(filter.tags),
  score: (filter) => between(filter.score_min, filter.score_max, String),
}

/** What a chip says after the part's label: `Software Development or Banking`. */
export function describePart(filter: FlatFilter, part: FilterPart): string {
  return texts[part](filter)
}
