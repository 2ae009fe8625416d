import { withIndustriesBelow } from '../../industries.ts'
import type { AudienceFilter, FilterField, FlatFilter } from '../../schema.ts'
import { COMPANY_SIZES } from '../../schema.ts'
import { flatten, type Reason } from './flatten.ts'
import { MAX_DAYS_BACK, US_STATES, type WireFilters, type WireQuery } from './wire.ts'

/** A filter as AudienceLab is asked for it. */
export interface QueryPlan {
  /** The same without groups, to hold the people that come against; null: nobody can match. */
  flat: FlatFilter | null
  query: WireQuery
  cannot: Reason[]
}

const SENIORITY = {
  ...({ c_suite: 'C-Suite', vp: 'VP', director: 'Director', manager: 'Manager' } as const),
  ...({ individual: 'Individual Contributor', entry: 'Entry Level' } as const),
} as const
const DEPARTMENT = {
  ...({ sales: 'Sales', marketing: 'Marketing', engineering: 'Engineering', product: 'Product' } as const),
  ...({ design: 'Design', data: 'Data', it: 'Information Technology', finance: 'Finance' } as const),
  ...({ hr: 'Human Resources', legal: 'Legal', operations: 'Operations' } as const),
  ...({ support: 'Customer Service', executive: 'Executive' } as const),
} as const
const NONE_OF_OURS = 'Only leads of your own have it'
const NOT_SEARCHED = 'AudienceLab cannot be searched by it'
const US_ONLY = 'AudienceLab can be searched by states of the United States only'
const refusing = (cannot: string) => (): Put => ({ cannot })

type Put = WireFilters & { cannot?: string }
type Rules = { [F in FilterField]-?: (value: NonNullable<FlatFilter[F]>, flat: FlatFilter) => Put }

const RULES: Rules = {
  industries: (labels) => ({ business: { industry: [...new Set(labels.flatMap(withIndustriesBelow))] } }),
  naics: (codes) =>
    codes.every(({ length }) => length === 6)
      ? { business: { naics: codes } }
      : { cannot: 'AudienceLab takes whole NAICS codes of six digits' },
  seniorities: (values) => ({ business: { seniority: values.map((value) => SENIORITY[value]) } }),
  departments: (values) => {
    const names = values.flatMap((value) => (value === 'other' ? [] : [DEPARTMENT[value]]))
    return names.length === values.length
      ? { business: { department: names } }
      : { cannot: 'AudienceLab has no "other" department' }
  },
  job_titles: (values) => ({ business: { jobTitle: values } }),
  job_titles_exclude: (values) => ({ business: { excludeJobTitle: values } }),
  company_names: (values) => ({ business: { companyName: values } }),
  company_names_exclude: refusing(NOT_SEARCHED),
  company_domains: refusing(NOT_SEARCHED),
  company_domains_exclude: refusing(NOT_SEARCHED),
  company_sizes: employees,
  revenue_min: (_min, flat) => revenue(flat),
  revenue_max: (_max, flat) => revenue(flat),
  countries: (codes, { states }) => {
    if (codes.some((code) => code !== 'US')) return { cannot: US_ONLY }
    // It has no field for the country; we tell a person's by the state too.
    return states ? {} : { location: { state: [...US_STATES] } }
  },
  states: (codes) =>
    codes.every((code) => code.startsWith('US-'))
      ? { location: { state: codes.map((code) => code.slice(3)) } }
      : { cannot: US_ONLY },
  cities: (values) => ({ location: { city: values } }),
  postal_codes: (codes) =>
    codes.every((code) => /^\d{5}$/.test(code))
      ? { location: { zip: codes } }
      : { cannot: 'AudienceLab takes whole ZIP codes of five digits' },
  near: refusing(NOT_SEARCHED),
  has: refusing(NOT_SEARCHED),
  verified: refusing(NOT_SEARCHED),
  // Everybody it has was seen within MAX_DAYS_BACK days, so that a longer time leaves nobody out.
  seen_within_days: () => ({}),
  // It does not know what a workspace has: a pull leaves those out here, and a count is told without.
  net_new: (value) => (value ? {} : { cannot: 'AudienceLab does not know whom you have' }),
  statuses: refusing(NONE_OF_OURS),
  sources: refusing(NONE_OF_OURS),
  tags: refusing(NONE_OF_OURS),
  score_min: refusing(NONE_OF_OURS),
  score_max: refusing(NONE_OF_OURS),
}

export function planQuery(filter: AudienceFilter): QueryPlan {
  const { flat, cannot: groups } = flatten(filter)
  const cannot = [...groups]
  const filters: WireFilters = {}
  for (const [field, value] of Object.entries(flat ?? {}) as [FilterField, never][]) {
    if (value === undefined) continue
    const put = (RULES[field] as (value: unknown, flat: FlatFilter) => Put)(value, flat ?? {})
    if (put.cannot) cannot.push({ field, reason: put.cannot })
    else {
      if (put.business) filters.business = { ...filters.business, ...put.business }
      if (put.location) filters.location = { ...filters.location, ...put.location }
    }
  }
  const days = Math.min(flat?.seen_within_days ?? MAX_DAYS_BACK, MAX_DAYS_BACK)
  return { flat, query: { days_back: days, filters }, cannot: onceEach(cannot) }
}

/** One range, so sizes that follow each other. */
function employees(sizes: NonNullable<FlatFilter['company_sizes']>): Put {
  const places = [...new Set(sizes.map((size) => COMPANY_SIZES.indexOf(size)))].sort((a, b) => a - b)
  const [first = 0, last = first] = [places[0], places.at(-1)]
  if (last - first >= places.length)
    return { cannot: 'AudienceLab takes company sizes that follow each other' }
  const [min, max] = [COMPANY_SIZES[first], COMPANY_SIZES[last]].map(
    (size) => (size ?? '').match(/\d+/g) ?? [],
  )
  return {
    business: { employeeCount: { min: Number(min?.[0]), ...(max?.[1] ? { max: Number(max[1]) } : {}) } },
  }
}

function revenue({ revenue_min: min, revenue_max: max }: FlatFilter): Put {
  return {
    business: {
      companyRevenue: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
    },
  }
}

function onceEach(reasons: Reason[]): Reason[] {
  return [...new Map(reasons.map((reason) => [reason.field, reason])).values()]
}
