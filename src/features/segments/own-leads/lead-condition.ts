import { type RawBuilder, sql } from 'kysely'
import type { AudienceFilter, FlatFilter } from '../../audience/schema.ts'
import { partsOf } from '../fields-of.ts'
import { foldWords } from './fold-words.ts'
import { industryNames } from './industry-names.ts'

export type Condition = RawBuilder<boolean>
type Value<F extends keyof FlatFilter> = NonNullable<FlatFilter[F]>

const CONTACT_BITS = { email: 1, phone: 2, linkedin: 4 }

/** One field of a flat filter as a condition, never null. */
export type FieldCondition = <F extends keyof FlatFilter>(field: F, value: Value<F>) => Condition

/**
 * A filter as a condition on `leads l`; its values are parameters. What a lead does not tell does not match, so a field
 * is never unknown and `none` is the exact opposite of `any`.
 */
export function leadCondition(filter: AudienceFilter, ofField: FieldCondition = fieldCondition): Condition {
  const parts = partsOf(filter)?.map((part) => leadCondition(part, ofField))
  if (!parts) return allOf(ofFields(filter as FlatFilter, ofField))
  if ('all' in filter) return allOf(parts)
  return 'any' in filter ? anyOf(parts) : sql`not ${anyOf(parts)}`
}

function allOf(conditions: Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`
}

function anyOf(conditions: Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` or `)})`
}

function ofFields(flat: FlatFilter, ofField: FieldCondition): Condition[] {
  return Object.entries(flat).flatMap(([field, value]) =>
    value === undefined ? [] : [ofField(field as keyof FlatFilter, value as never)],
  )
}

/** False for a field that own leads do not have, which cannot-of-leads.ts tells of. */
export const fieldCondition: FieldCondition = (field, value) => {
  const condition = CONDITION[field]
  return condition ? sql<boolean>`((${condition(value)}) is true)` : sql<boolean>`false`
}

const texts = (values: readonly string[]) => sql`${[...values]}::text[]`
const isOneOf = (column: RawBuilder<unknown>) => (values: readonly string[]) =>
  sql<boolean>`${column} = any (${texts(values)})`
/** Without any word it means nobody. */
const folded = (values: readonly string[]) => values.map(foldWords).filter((words) => words.trim() !== '')
const hasPhrase = (phrases: string[]) =>
  sql<boolean>`fold_words(l.job_title) like any (${texts(folded(phrases).map((words) => `%${words}%`))})`
const isNamed = (column: RawBuilder<unknown>) => (names: readonly string[]) =>
  sql<boolean>`fold_words(${column}) = any (${texts(folded(names))})`

/** A place is told as its country and state, or as its state alone where that is written so. */
function inStates(states: Value<'states'>): Condition {
  return sql`(l.country || '-' || upper(l.state) = any (${texts(states)}) or upper(l.state) = any (${texts(states)}))`
}

/** By length, so that ten thousand beginnings are looked up and not tried one by one. */
function hasPostalCode(beginnings: Value<'postal_codes'>): Condition {
  const lengths = [...new Set(beginnings.map(({ length }) => length))]
  return anyOf(
    lengths.map((length) => {
      const codes = beginnings.filter((code) => code.length === length)
      return sql`left(upper(l.postal_code), ${length}::int) = any (${texts(codes)})`
    }),
  )
}

const hasCompanyName = isNamed(sql`l.company_name`)
const hasCompanyDomain = isOneOf(sql`l.company_domain`)
const not = (condition: Condition): Condition => sql`(${condition}) is not true`

const CONDITION: { [F in keyof FlatFilter]?: (value: Value<F>) => Condition } = {
  industries: (labels) => sql`lower(l.industry) = any (${texts(industryNames(labels))})`,
  seniorities: isOneOf(sql`l.seniority`),
  departments: isOneOf(sql`l.department`),
  job_titles: hasPhrase,
  job_titles_exclude: (phrases) => not(hasPhrase(phrases)),
  company_names: hasCompanyName,
  company_names_exclude: (names) => not(hasCompanyName(names)),
  company_domains: hasCompanyDomain,
  company_domains_exclude: (domains) => not(hasCompanyDomain(domains)),
  company_sizes: isOneOf(sql`l.company_size`),
  revenue_min: (least) => sql`l.revenue >= ${least}::bigint`,
  revenue_max: (most) => sql`l.revenue <= ${most}::bigint`,
  countries: isOneOf(sql`l.country`),
  states: inStates,
  cities: isNamed(sql`l.city`),
  postal_codes: hasPostalCode,
  has: (contacts) =>
    sql`l.has_bits & ${contacts.reduce((bits, name) => bits | CONTACT_BITS[name], 0)}::int <> 0`,
  verified: (isVerified) => sql`(l.email is not null and l.email_status = 'valid') = ${isVerified}::boolean`,
  // whole days of UTC, so that nobody leaves in the middle of one
  seen_within_days: (days) =>
    sql`(l.sourced_at at time zone 'UTC')::date >= (now() at time zone 'UTC')::date - ${days}::int`,
  statuses: isOneOf(sql`l.status`),
  sources: isOneOf(sql`l.source`),
  tags: (tags) => sql`l.tags && ${texts(tags)}`,
  score_min: (least) => sql`l.score >= ${least}::int`,
  score_max: (most) => sql`l.score <= ${most}::int`,
}
