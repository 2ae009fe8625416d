import { industryOf, withIndustriesBelow } from '../industries.ts'
import type { FilterField, FlatFilter } from '../schema.ts'
import type { Dictionaries } from './dictionaries.ts'
import { CONTACT_BITS, FIXED_LISTS, type Manifest, VERIFIED_BIT } from './format.ts'
import type { FarColumn } from './scan/columns.ts'
import { type Plan, sharedBits, tableOf } from './scan/plan.ts'

/** What a filter is turned into a plan with. */
export interface PlanContext {
  manifest: Manifest
  dictionaries: Dictionaries
  /** Days since 1970. */
  today: number
  /** Rows of people the workspace has, or must not have. */
  owned: Uint32Array
}

type Planner<F extends FilterField> = (
  value: NonNullable<FlatFilter[F]>,
  context: PlanContext,
) => Plan | Promise<Plan>

/** A day is stored in 16 bits. */
const DAYS = 65_536
const CONTACTS = 16

/** One field of a filter, with the values it is given. Whoever a field says nothing of does not match it. */
export const FIELD_PLANS: { [F in FilterField]?: Planner<F> } = {
  industries: (given, { manifest }) => {
    const labels = given.flatMap((label) => withIndustriesBelow(industryOf(label) ?? label))
    return coded('industry', manifest.industries, labels)
  },
  naics: async (given, { dictionaries }) => far('company', await dictionaries.companiesIn(given)),
  seniorities: (given) => coded('seniority', FIXED_LISTS.seniority, given),
  departments: (given) => coded('department', FIXED_LISTS.department, given),
  job_titles: async (given, { dictionaries }) => far('title', await dictionaries.titles(given)),
  job_titles_exclude: async (given, { dictionaries }) =>
    far('title', others(await dictionaries.titles(given))),
  company_names: async (given, { dictionaries }) => far('company', await dictionaries.companiesNamed(given)),
  company_names_exclude: async (given, { dictionaries }) =>
    far('company', others(await dictionaries.companiesNamed(given))),
  company_domains: async (given, { dictionaries }) => far('company', await dictionaries.companiesAt(given)),
  company_domains_exclude: async (given, { dictionaries }) =>
    far('company', others(await dictionaries.companiesAt(given))),
  company_sizes: (given) => coded('company_size', FIXED_LISTS.company_size, given),
  revenue_min: async (min, { dictionaries }) =>
    far('company', await dictionaries.companiesEarning(min, null)),
  revenue_max: async (max, { dictionaries }) =>
    far('company', await dictionaries.companiesEarning(null, max)),
  countries: (given, { manifest }) => coded('country', manifest.countries, given),
  states: (given, { manifest }) => coded('state', manifest.states, given),
  cities: async (given, { dictionaries }) => far('place', await dictionaries.cities(given)),
  postal_codes: async (given, { dictionaries }) => far('place', await dictionaries.postalCodes(given)),
  near: async (given, { dictionaries }) => far('place', await dictionaries.near(given)),
  has: (given) => {
    const bits = given.reduce((sum, contact) => sum | CONTACT_BITS[contact], 0)
    return where('contacts', CONTACTS, (value) => (value & bits) !== 0)
  },
  verified: (given) => where('contacts', CONTACTS, (value) => ((value & VERIFIED_BIT) !== 0) === given),
  seen_within_days: (days, { today }) => where('seen_day', DAYS, (day) => day > 0 && day >= today - days),
  net_new: (given, { owned }) => {
    const rows: Plan = { op: 'rows', bits: owned }
    return given ? { op: 'not', part: rows } : rows
  },
}

type SmallColumn = Extract<Plan, { op: 'codes' }>['column']

function far(column: FarColumn, set: Uint32Array): Plan {
  return { op: 'far', column, set }
}

/** Rows whose value is one of these of a list; the list's first stands for what is not known. */
function coded(column: SmallColumn, list: readonly string[], given: readonly string[]): Plan {
  const wanted = new Set(given)
  return where(column, list.length, (code) => code > 0 && wanted.has(list[code] as string))
}

function where(column: SmallColumn, size: number, matches: (code: number) => boolean): Plan {
  return { op: 'codes', column, table: tableOf(size, matches) }
}

/** Every code that is not in the set, also that of what is not known. */
function others(set: Uint32Array): Uint32Array {
  const rest = sharedBits(set.length * 32)
  for (let w = 0; w < set.length; w++) rest[w] = ~(set[w] as number)
  return rest
}
