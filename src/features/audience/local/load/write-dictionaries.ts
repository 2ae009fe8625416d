import type { Lists } from './code-people.ts'
import { lineKey } from './plain.ts'
import type { WorkFile } from './work-file.ts'

const PLACE_HASH = 'hash(country, state, city, postal_code)'

const list = (names: string[]) => `[${names.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')}]`
const degrees = (value: string, most: number) =>
  `avg(case when ${value} between -${most} and ${most} then ${value} end)`

/** The view `cleaned`: of every row what its company and place are called, of odd ones as they were mended. */
export async function cleanRows(work: WorkFile): Promise<void> {
  const clean = (field: string) => `case when m.n is null then g.${field} else m.${field} end as ${field}`
  await work.run(`create view cleaned as
    select g.* replace (${['company_name', 'company_domain', 'city', 'postal_code'].map(clean).join(', ')}),
      m.n is not null as is_mended, m.verified, m.company_key, m.city_key
    from given g left join mended m on m.n = g.n`)
}

/** Writes the dictionary of places, and `place_codes`: what hash of a row's has what code. */
export async function writePlaces(work: WorkFile, { countries, states }: Lists): Promise<void> {
  await work.run(`create table place_codes as
    with found as (
      select ${PLACE_HASH} as place_hash, any_value(country) as country, any_value(state) as state,
        any_value(city) as city, max(city_key) as mended_key, any_value(postal_code) as postal_code,
        ${degrees('lat', 90)} as lat, ${degrees('lon', 180)} as lon
      from cleaned where coalesce(country, state, city, postal_code) is not null group by 1
    ), keyed as (
      select *, nullif(coalesce(mended_key, ${lineKey('city')}), '') as city_key from found)
    select k.*, coalesce(country_code, 0)::usmallint as country_code, coalesce(state_code, 0)::usmallint as state_code,
      (dense_rank() over (order by country_code, state_code, k.city_key, k.postal_code))::uinteger as place
    from keyed k
    left join state_codes c on c.country is not distinct from k.country and c.state is not distinct from k.state`)
  await work.run(`create table made.places as
    select 0::uinteger as code, null::varchar as country, null::varchar as state, null::varchar as city,
      null::varchar as city_key, null::varchar as postal_code, null::double as lat, null::double as lon
    union all
    select place, any_value(nullif(${list(countries)}[country_code + 1], '')),
      any_value(nullif(${list(states)}[state_code + 1], '')), min(city), any_value(city_key), any_value(postal_code),
      avg(lat), avg(lon)
    from place_codes group by place
    order by 1`)
}

/**
 * Writes the dictionary of companies, and `company_codes`. A company is what most of its people's rows could say of it:
 * of different values the smallest, so that the same files make the same audience.
 */
export async function writeCompanies(work: WorkFile): Promise<void> {
  await work.run(`create table company_rows as
    select company_hash, min(n) as first_n, min(nullif(naics, 0)) as naics, min(revenue) as revenue
    from coded where company_hash > 0 group by 1`)
  await work.run(`create table company_names as
    select company_hash, first_n, company_name, company_domain,
      case when company_name is null then null when is_mended then company_key else ${lineKey('company_name')} end as name_key
    from cleaned join company_rows on first_n = n`)
  await work.run(`create table companies as
    select hash(name_key, company_domain) as folded, arg_min(company_name, first_n) as name,
      any_value(name_key) as name_key, any_value(company_domain) as domain, min(naics) as naics, min(revenue) as revenue,
      (row_number() over (order by min(first_n)))::uinteger as company
    from company_names join company_rows using (company_hash, first_n) group by 1`)
  await work.run(`create table company_codes as
    select company_hash, company from company_names join companies on folded = hash(company_names.name_key, company_domain)`)
  await work.run(`create table made.companies as
    select 0::uinteger as code, null::varchar as name, null::varchar as name_key, null::varchar as domain,
      null::varchar as naics, null::bigint as revenue
    union all
    select company, name, name_key, domain, naics::varchar, revenue from companies
    order by 1`)
}

/** What people are filtered and sorted by, a row each, as codes. */
export async function codeRows(work: WorkFile): Promise<void> {
  await work.run(`create table coded as
    select c.n, coalesce(tc.code, 0)::uinteger as title, coalesce(place, 0)::uinteger as place,
      case when coalesce(company_name, company_domain) is null then 0 else hash(company_name, company_domain) end as company_hash,
      coalesce(ic.code, 0)::usmallint as industry,
      coalesce(nullif(sc.code, 0), tc.title_seniority, 0)::utinyint as seniority,
      coalesce(nullif(dc.code, 0), tc.title_department, 0)::utinyint as department,
      coalesce(zc.code, 0)::utinyint as company_size,
      coalesce(country_code, 0)::usmallint as country, coalesce(state_code, 0)::usmallint as state,
      coalesce(case when is_mended then c.verified else v.verified end, false)::utinyint as verified,
      case when seen_on between date '1970-01-02' and current_date + 1
        then seen_on - date '1970-01-01' else 0 end::usmallint as seen_day,
      coalesce(nc.code, 0)::uinteger as naics, dollars as revenue
    from cleaned c
    left join title_codes tc using (job_title) left join seniority_codes sc using (seniority)
    left join department_codes dc using (department) left join size_codes zc using (company_size)
    left join industry_codes ic using (industry) left join verifications v using (email_status)
    left join naics_codes nc using (naics) left join revenues r using (revenue)
    left join place_codes pc on pc.place_hash = ${PLACE_HASH.replace(/country|state|city|postal_code/g, 'c.$&')}`)
}

/** The records of the dictionaries, in the order of their codes. */
export const DICTIONARY_RECORDS = {
  titles: ['title'],
  companies: ['name', 'domain', 'naics', 'revenue'],
  places: ['city', 'state', 'country', 'postal_code'],
} as const
