import { withIndustriesBelow } from '../../src/features/audience/industries.ts'
import { FIXED_LISTS, readManifest } from '../../src/features/audience/local/format.ts'
import type { FlatFilter } from '../../src/features/audience/schema.ts'

const DAY_MS = 86_400_000
const text = (value: string) => `'${value.replaceAll("'", "''")}'`

export interface PlainSql {
  /** The filter as a condition on a table of codes; `hasWords` says how a title is found to have some words. */
  conditionOf(filter: FlatFilter, hasWords: (words: string) => string): string
}

/** The same filters in the SQL one would write by hand over the same codes. */
export async function plainSql(dir: string): Promise<PlainSql> {
  const manifest = await readManifest(dir)
  const coded = (column: string, list: readonly string[], given: readonly string[] | undefined) =>
    given &&
    `${column} in (${
      given
        .map((value) => list.indexOf(value))
        .filter((code) => code > 0)
        .join(', ') || -1
    })`
  return {
    conditionOf(filter, hasWords) {
      const industries = filter.industries?.flatMap(withIndustriesBelow)
      const bits = filter.has?.reduce((sum, contact) => sum | { email: 1, phone: 2, linkedin: 4 }[contact], 0)
      const since = Math.floor(Date.now() / DAY_MS) - (filter.seen_within_days ?? 0)
      const titles = filter.job_titles?.map(hasWords).join(' or ')
      return [
        titles && `title in (select code from titles where code > 0 and (${titles}))`,
        coded('industry', manifest.industries, industries),
        coded('seniority', FIXED_LISTS.seniority, filter.seniorities),
        coded('department', FIXED_LISTS.department, filter.departments),
        coded('company_size', FIXED_LISTS.company_size, filter.company_sizes),
        coded('country', manifest.countries, filter.countries),
        coded('state', manifest.states, filter.states),
        bits && `(contacts & ${bits}) <> 0`,
        filter.verified && '(contacts & 8) <> 0',
        filter.seen_within_days && `seen_day >= ${since}`,
      ]
        .filter(Boolean)
        .join(' and ')
    },
  }
}

export const inDuckDb = (words: string) => `contains(' ' || words || ' ', ${text(` ${words} `)})`
export const inPostgres = (words: string) => `words ~ ${text(`\\m${words}\\M`)}`
