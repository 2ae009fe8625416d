import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { ListingOptions } from '../schema.ts'

interface OptionRow {
  name: Exclude<keyof ListingOptions, 'total'> | 'total'
  value: string | null
  count: number
}

const MAX_OPTIONS = 300

/** What the market has to filter by, with counts, the most frequent first. Reads every active listing. */
export async function countOptions(tx: Tx): Promise<ListingOptions> {
  const { rows } = await sql<OptionRow>`
    select
      case grouping(industry, seniority, department, company_size, country, country_state)
        when 31 then 'industry' when 47 then 'seniority' when 55 then 'department' when 59 then 'company_size'
        when 61 then 'country' when 62 then 'state' else 'total' end as name,
      coalesce(industry, seniority, department, company_size, country, country_state) as value,
      count(*) as count
    from (select industry, seniority, department, company_size, country, country || '-' || state as country_state
      from market) m
    group by grouping sets ((industry), (seniority), (department), (company_size), (country), (country_state), ())
    order by count desc, value`.execute(tx)
  const of = (name: OptionRow['name']) =>
    rows
      .filter((row) => row.name === name && row.value !== null)
      .slice(0, MAX_OPTIONS)
      .map(({ value, count }) => ({ value: value ?? '', count }))
  return {
    total: rows.find(({ name }) => name === 'total')?.count ?? 0,
    industry: of('industry'),
    seniority: of('seniority'),
    department: of('department'),
    company_size: of('company_size'),
    country: of('country'),
    state: of('state'),
  }
}

const MIN_AGE_MS = 10_000
/** Counting takes at most this share of one connection's time. */
const SHARE = 1 / 50

/** Counts once for everybody, and again when the counts have become old; the same for every workspace. */
export function keepOptions(count: () => Promise<ListingOptions>): () => Promise<ListingOptions> {
  let known: { options: ListingOptions; until: number } | undefined
  let counting: Promise<ListingOptions> | undefined
  const recount = async () => {
    const started = performance.now()
    const options = await count()
    const took = performance.now() - started
    known = { options, until: performance.now() + Math.max(MIN_AGE_MS, took / SHARE) }
    return options
  }
  return async () => {
    if (known && performance.now() < known.until) return known.options
    counting ??= recount().finally(() => {
      counting = undefined
    })
    if (!known) return counting
    counting.catch(() => {}) // the old counts serve until a later try succeeds
    return known.options
  }
}
