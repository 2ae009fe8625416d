import pg from 'pg'
import type { AudienceFilter, FilterField, FlatFilter } from '../schema.ts'
import type { PlainPerson } from './plain-people.test-kit.ts'

/** What each industry of the test's people means. */
const BELOW: Record<string, string[]> = {
  'software development': ['Software Development', 'Computer Games', 'Mobile Gaming Apps'],
  'computer games': ['Computer Games', 'Mobile Gaming Apps'],
  construction: ['Construction', 'Civil Engineering'],
}

const { escapeLiteral } = pg
const text = (value: string) => escapeLiteral(value)
const oneOf = (column: string, values: readonly string[]) =>
  `coalesce(${column} in (${values.map(text).join(', ')}), false)`
const any = (conditions: string[]) => `(${conditions.join(' or ') || 'false'})`
const sure = (condition: string) => `coalesce(${condition}, false)`

/** Words, without accents and case. */
function plainWords(given: string): string {
  const bare = given
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return bare
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join(' ')
}
const withWords = (phrases: string[]) =>
  any(
    phrases
      .map(plainWords)
      .filter(Boolean)
      .map((words) => sure(`' ' || title_words || ' ' like '% ' || ${text(words)} || ' %'`)),
  )
const named = (column: string, names: string[]) => oneOf(column, names.map(plainWords))

type Conditions = { [F in FilterField]?: (value: NonNullable<FlatFilter[F]>) => string }
const CONDITIONS: Conditions = {
  industries: (given) =>
    oneOf(
      'industry',
      given.flatMap((label) => BELOW[label.toLowerCase()] ?? [label]),
    ),
  naics: (given) => any(given.map((code) => sure(`naics like ${text(`${code}%`)}`))),
  seniorities: (given) => oneOf('seniority', given),
  departments: (given) => oneOf('department', given),
  job_titles: withWords,
  job_titles_exclude: (given) => `not ${withWords(given)}`,
  company_names: (given) => named('company_words', given),
  company_names_exclude: (given) => `not ${named('company_words', given)}`,
  company_domains: (given) => oneOf('company_domain', given),
  company_domains_exclude: (given) => `not ${oneOf('company_domain', given)}`,
  company_sizes: (given) => oneOf('company_size', given),
  revenue_min: (least) => sure(`revenue >= ${least}`),
  revenue_max: (most) => sure(`revenue <= ${most}`),
  countries: (given) => oneOf('country', given),
  states: (given) => oneOf('state', given),
  cities: (given) => named('city_words', given),
  postal_codes: (given) => any(given.map((code) => sure(`postal_code like ${text(`${code}%`)}`))),
  // the law of cosines
  near: ({ lat, lon, km }) =>
    sure(`6371.0088 * acos(least(1, greatest(-1, sind(${lat}) * sind(lat) + cosd(${lat}) * cosd(lat) * cosd(lon - ${lon}))))
      <= ${km}`),
  has: (given) =>
    any(given.map((contact) => `${contact === 'linkedin' ? 'linkedin_url' : contact} is not null`)),
  verified: (is) => `(email_status is not distinct from 'valid') = ${is}`,
  seen_within_days: (days) => sure(`seen_on::date >= (now() at time zone 'UTC')::date - ${days}`),
  net_new: (is) => `(not owned) = ${is}`,
}

/** A filter as a condition on the plain table. */
export function conditionOf(filter: AudienceFilter): string {
  if ('all' in filter) return `(${filter.all.map(conditionOf).join(' and ')})`
  if ('any' in filter) return any(filter.any.map(conditionOf))
  if ('none' in filter) return `(not ${any(filter.none.map(conditionOf))})`
  const conditions = Object.entries(filter).map(([field, value]) =>
    (CONDITIONS[field as FilterField] as (value: unknown) => string)(value),
  )
  return `(${['true', ...conditions].join(' and ')})`
}

/** The same people as a plain table, `owned` for whom the workspace has. */
export async function plainTable(
  url: string,
  people: PlainPerson[],
  owned: ReadonlySet<number>,
): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create temp table plain (
    id int, email text, email_status text, phone text, linkedin_url text, last_name text, job_title text, seniority text,
    department text, company_name text, company_domain text, industry text, naics text, company_size text,
    revenue bigint, city text, state text, postal_code text, country text, lat float8, lon float8, seen_on text,
    title_words text, company_words text, city_words text, owned boolean)`)
  const rows = people.map((person) => ({
    ...person,
    title_words: person.job_title && plainWords(person.job_title),
    company_words: person.company_name && plainWords(person.company_name),
    city_words: person.city && plainWords(person.city),
    owned: owned.has(person.id),
  }))
  await client.query('insert into plain select * from jsonb_populate_recordset(null::plain, $1::jsonb)', [
    JSON.stringify(rows),
  ])
  return client
}

/** What each facet has for every value it can have. */
export const FACET_SQL = {
  industries: 'industry',
  seniorities: 'seniority',
  departments: 'department',
  company_sizes: 'company_size',
  countries: 'country',
  states: 'state',
  verified: `(email_status is not distinct from 'valid')::text`,
} as const
