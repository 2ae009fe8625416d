import fc from 'fast-check'
import { type AudienceFilter, COMPANY_SIZES, CONTACTS, DEPARTMENTS, SENIORITIES } from '../schema.ts'
import { INDUSTRIES, TITLES } from './plain-people.test-kit.ts'

const some = <T>(values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
const titles = some([
  ...TITLES,
  'sales',
  'director',
  'of Sales',
  'ENGINEER',
  'ingenieur',
  'sal',
  '!?',
  'software  engineer',
])
const names = some(['acme', 'ACME', 'Burkle  & sohne', 'nordbank', 'Nobody'])
const domains = some(['acme.example', 'tiny.example', 'nobody.example'])
const money = fc.constantFrom(0, 20_000, 900_000, 5_000_000, 1_000_000_000)

/** Filters of any field, up to all of them at once, most with few. */
const flat = fc.record(
  {
    industries: some([...INDUSTRIES, 'software development', 'Nothing']),
    naics: some(['51', '511', '511210', '23', '999999']),
    seniorities: some(SENIORITIES),
    departments: some(DEPARTMENTS),
    job_titles: titles,
    job_titles_exclude: titles,
    company_names: names,
    company_names_exclude: names,
    company_domains: domains,
    company_domains_exclude: domains,
    company_sizes: some(COMPANY_SIZES),
    revenue_min: money,
    revenue_max: money,
    countries: some(['US', 'CA', 'DE', 'FR']),
    states: some(['US-CA', 'US-NY', 'CA-ON', 'US-WA']),
    cities: some(['san jose', 'SAN JOSÉ', 'Oakland', 'york', 'New York']),
    postal_codes: some(['94', '94110', '1000', '99']),
    near: fc.record({
      lat: fc.constantFrom(37.5, 40, 30.3),
      lon: fc.constantFrom(-122, -74.1, -97),
      km: fc.constantFrom(10, 60, 500, 5_000),
    }),
    has: some(CONTACTS),
    verified: fc.boolean(),
    seen_within_days: fc.constantFrom(1, 30, 200, 36_500),
    net_new: fc.boolean(),
  },
  { requiredKeys: [] },
)
const fewFields = flat.chain((all) => {
  const fields = Object.entries(all)
  return fc
    .subarray(fields, { maxLength: Math.min(3, fields.length) })
    .map((few) => Object.fromEntries(few) as AudienceFilter)
})

/** Nested up to five deep. */
export const anyFilter: fc.Arbitrary<AudienceFilter> = fc.letrec<{ filter: AudienceFilter }>((tie) => {
  const parts = fc.array(tie('filter'), { minLength: 1, maxLength: 3 })
  return {
    filter: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      { arbitrary: fewFields, weight: 3 },
      { arbitrary: parts.map((all) => ({ all })), weight: 1 },
      { arbitrary: parts.map((any) => ({ any })), weight: 1 },
      { arbitrary: parts.map((none) => ({ none })), weight: 1 },
    ),
  }
}).filter
