import type { Lists } from './code-people.ts'
import type { WorkFile } from './work-file.ts'

/** What tells companies and places apart, as one number that joins fast. */
export const COMPANY_HASH = 'hash(company_key, company_domain)'
export const PLACE_HASH = 'hash(country, state, city_key, postal_code)'

const list = (names: string[]) => `[${names.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')}]`
const degrees = (text: string, most: number) =>
  `avg(case when try_cast(${text} as double) between -${most} and ${most} then try_cast(${text} as double) end)`

/**
 * Writes the dictionaries of companies and places, and the tables of what hash has what code. A company is what most of
 * its people's rows could say of it: of different values the smallest, so that the same files make the same audience.
 */
export async function writeDictionaries(work: WorkFile, { countries, states }: Lists): Promise<void> {
  await work.run(`create table companies as
    select ${COMPANY_HASH} as company_hash, min(n) as first_n, any_value(company_name) as name, any_value(company_key) as name_key,
      any_value(company_domain) as domain, min(industry) as industry,
      min(nullif(regexp_extract(naics, '^[0-9]{2,6}'), '')) as naics, min(company_size) as company_size, min(revenue) as revenue
    from everyone where company_key is not null or company_domain is not null group by 1`)
  await work.run(`create table company_codes as
    select company_hash, (row_number() over (order by first_n))::uinteger as company from companies`)
  await work.run(`create table place_codes as
    with given as (
      select ${PLACE_HASH} as place_hash, any_value(country) as country, any_value(state) as state, min(city) as city,
        any_value(city_key) as city_key, any_value(postal_code) as postal_code, ${degrees('lat', 90)} as lat,
        ${degrees('lon', 180)} as lon
      from everyone where coalesce(country, state, city, postal_code) is not null group by 1)
    select g.*, coalesce(country_code, 0)::usmallint as country_code, coalesce(state_code, 0)::usmallint as state_code,
      (dense_rank() over (order by country_code, state_code, g.city_key, g.postal_code))::uinteger as place
    from given g
    left join state_codes c on c.country is not distinct from g.country and c.state is not distinct from g.state`)
  await work.writeToStay()
  await work.run(`create table made.companies as
    select 0::uinteger as code, null::varchar as name, null::varchar as name_key, null::varchar as domain,
      0::usmallint as industry, null::varchar as naics, 0::utinyint as company_size, null::bigint as revenue
    union all
    select company, name, name_key, domain, coalesce(ic.code, 0)::usmallint, naics, coalesce(zc.code, 0)::utinyint, dollars
    from company_codes join companies c using (company_hash)
    left join industry_codes ic using (industry) left join size_codes zc using (company_size)
    left join revenues r using (revenue)
    order by 1`)
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
