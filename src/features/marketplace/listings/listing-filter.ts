import { type RawBuilder, sql } from 'kysely'
import { toHundredths } from '../../credits/index.ts'
import type { ListingFilter, ListingSort } from '../schema.ts'

type Condition = RawBuilder<boolean>

/** `facets` values of a filter: each group is an "any of", all groups must hold. */
interface FacetGroups {
  groups: string[][]
  words: string[]
}

const MAX_TITLE_WORDS = 6

function titleWords(title: string | undefined): string[] {
  const words = (title ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return [...new Set(words.filter((word) => word !== ''))].slice(0, MAX_TITLE_WORDS)
}

function facetsOf(filter: ListingFilter): FacetGroups {
  const any = (prefix: string, values: string[] | undefined) =>
    values && values.length > 0 ? [values.map((value) => `${prefix}:${value}`)] : []
  return {
    groups: [
      ...any('industry', filter.industry),
      ...any('seniority', filter.seniority),
      ...any('department', filter.department),
      ...any('size', filter.company_size),
      ...any('country', filter.country),
      ...any('state', filter.state),
      ...(filter.has ?? []).map((contact) => [`has:${contact}`]),
      ...(filter.verified ? [['verified']] : []),
      ...(filter.exclusive ? [['exclusive']] : []),
    ],
    words: titleWords(filter.title),
  }
}

/** Whether the inverted index names few listings for part of the filter; a flag such as `verified` names too many. */
export function isNamed(filter: ListingFilter): boolean {
  const { has, verified, exclusive, ...named } = filter
  const { groups, words } = facetsOf(named)
  return groups.length > 0 || words.length > 0
}

/** Whether an ordered index other than the sort's own begins where the filter does. */
export function hasOtherRange(filter: ListingFilter, sort: ListingSort): boolean {
  const { score_min, score_max, price_min, price_max, age_days_max } = filter
  const isGiven = (...bounds: (number | undefined)[]) => bounds.some((bound) => bound !== undefined)
  return (
    (isGiven(score_min, score_max) && !sort.endsWith('score')) ||
    (isGiven(price_min, price_max) && !sort.endsWith('price')) ||
    (isGiven(age_days_max) && !sort.endsWith('age'))
  )
}

/** Ranges over the value that a list is sorted by: they say where to begin and end in its index. */
export function sortedRange(filter: ListingFilter, sort: ListingSort): Condition[] {
  return ranges(filter)[sort.replace('-', '') as keyof ReturnType<typeof ranges>] ?? []
}

/** Ranges over values that every ordered index carries. */
function rangeConditions(filter: ListingFilter): Condition[] {
  return Object.values(ranges(filter)).flat()
}

/** By the sort whose value they are about. */
function ranges({ score_min, score_max, price_min, price_max, age_days_max }: ListingFilter) {
  const given = (...conditions: (Condition | false)[]) =>
    conditions.filter((condition) => condition !== false)
  return {
    score: given(
      score_min !== undefined && sql<boolean>`score >= ${score_min}::smallint`,
      score_max !== undefined && sql<boolean>`score <= ${score_max}::smallint`,
    ),
    price: given(
      price_min !== undefined && sql<boolean>`price_hundredths >= ${toHundredths(price_min)}::bigint`,
      price_max !== undefined && sql<boolean>`price_hundredths <= ${toHundredths(price_max)}::bigint`,
    ),
    age: given(
      // a listing of 7.9 days shows as 7 days old
      age_days_max !== undefined &&
        sql<boolean>`sourced_at > now() - make_interval(days => ${age_days_max + 1}::int)`,
    ),
    listed_at: [],
  }
}

/** The filter as the row answers it, exactly. */
export function rowConditions(filter: ListingFilter): Condition[] {
  const { groups, words } = facetsOf(filter)
  const single = groups.flatMap((group) => (group.length === 1 ? group : []))
  return [
    ...(single.length > 0 ? [sql<boolean>`facets @> ${single}::text[]`] : []),
    ...groups.filter((group) => group.length > 1).map((group) => sql<boolean>`facets && ${group}::text[]`),
    ...(words.length > 0 ? [sql<boolean>`title_words @> ${words}::text[]`] : []),
    ...(filter.verified === false ? [sql<boolean>`not facets @> '{verified}'`] : []),
    ...(filter.exclusive === false ? [sql<boolean>`not facets @> '{exclusive}'`] : []),
    ...rangeConditions(filter),
    sql<boolean>`(expires_at is null or expires_at > now())`,
  ]
}

/**
 * The filter as an index entry answers it: what it refuses does not match, what it lets through is nearly
 * always right. See `code` and `title_bits` of listings.
 */
export function entryConditions(filter: ListingFilter): Condition[] {
  const words = titleWords(filter.title)
  const titleBits = sql.join(
    words.map((word) => sql`(1::bigint << (hashtext(${word}) & 63))`),
    sql` | `,
  )
  return [
    ...flagConditions(filter),
    ...codeCondition(5, 255, filter.company_size),
    ...codeCondition(13, 255, filter.seniority),
    ...codeCondition(21, 255, filter.department),
    ...codeCondition(29, 4095, filter.industry),
    ...codeCondition(41, 1023, filter.country),
    ...codeCondition(51, 4095, filter.state),
    ...(words.length > 0 ? [sql<boolean>`title_bits & (${titleBits}) = (${titleBits})`] : []),
    ...rangeConditions(filter),
  ]
}

function codeCondition(shift: number, mask: number, values: string[] | undefined): Condition[] {
  if (!values || values.length === 0) return []
  const codes = sql.join(values.map((value) => sql`(hashtext(${value}) & ${sql.lit(mask)})::bigint`))
  return [sql<boolean>`(code >> ${sql.lit(shift)}) & ${sql.lit(mask)} = any (array[${codes}])`]
}

function flagConditions({ has = [], verified, exclusive }: ListingFilter): Condition[] {
  const flags: [number, boolean | undefined][] = [
    [1, has.includes('email') || undefined],
    [2, has.includes('phone') || undefined],
    [4, has.includes('linkedin') || undefined],
    [8, verified],
    [16, exclusive],
  ]
  const asked = flags.filter(([, wanted]) => wanted !== undefined)
  if (asked.length === 0) return []
  const mask = asked.reduce((sum, [bit]) => sum + bit, 0)
  const want = asked.reduce((sum, [bit, wanted]) => sum + (wanted ? bit : 0), 0)
  return [sql<boolean>`code & ${sql.lit(mask)} = ${sql.lit(want)}`]
}

/** All of them hold. */
export function all(conditions: Condition[]): Condition {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`
}
