import type { Lists } from './code-people.ts'
import { IDENTITIES } from './identities.ts'
import { ORDER } from './layout.ts'
import type { WorkFile } from './work-file.ts'

const list = (names: string[]) => `[${names.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')}]`

/** Everything a person is, in codes; companies and places by the hash of what tells them apart. */
const CODED = `
  select e.*,
    coalesce(tc.code, 0) as title,
    coalesce(nullif(sc.code, 0), tc.title_seniority, 0)::utinyint as seniority_code,
    coalesce(nullif(dc.code, 0), tc.title_department, 0)::utinyint as department_code,
    coalesce(zc.code, 0)::utinyint as size_code,
    coalesce(ic.code, 0)::usmallint as industry_code,
    coalesce(pc.country_code, 0)::usmallint as country_code, coalesce(pc.state_code, 0)::usmallint as state_code,
    r.dollars,
    coalesce(e.verified, e.email is not null and v.verified, false) as is_verified,
    nullif(regexp_extract(e.naics, '^[0-9]{2,6}'), '') as naics_code,
    case when e.company_key is not null or e.company_domain is not null
      then hash(e.company_key, e.company_domain) end as company_hash,
    case when coalesce(pc.country_code, 0) <> 0 or coalesce(pc.state_code, 0) <> 0 or e.city is not null or e.postal_code is not null
      then hash(pc.country_code, pc.state_code, e.city_key, e.postal_code) end as place_hash
  from everyone e
  left join title_codes tc on tc.job_title = e.job_title
  left join seniority_codes sc on sc.seniority = e.seniority
  left join department_codes dc on dc.department = e.department
  left join size_codes zc on zc.company_size = e.company_size
  left join industry_codes ic on ic.industry = e.industry
  left join revenues r on r.revenue = e.revenue
  left join verifications v on v.email_status = e.email_status
  left join state_codes pc on pc.country is not distinct from e.country and pc.state is not distinct from e.state`

const SEEN = `case when coalesce(try_cast(seen_on as date), try_cast(seen_on as timestamp)::date)
  between date '1970-01-02' and current_date + 1
  then coalesce(try_cast(seen_on as date), try_cast(seen_on as timestamp)::date) end`

/** Writes people in their order, and the dictionaries of companies and places. */
export async function writePeople(work: WorkFile, { countries, states }: Lists): Promise<void> {
  await work.run(`create view coded as ${CODED}`)
  await work.run(`create table company_codes as
    select company_hash, (row_number() over ())::uinteger as company, min(company_name) as name, company_key as name_key,
      company_domain as domain, max(industry_code) as industry, max(naics_code) as naics, max(size_code) as company_size,
      max(dollars) as revenue
    from coded where company_hash is not null group by all`)
  await work.run(`create table made.companies as
    select 0::uinteger as code, null::varchar as name, null::varchar as name_key, null::varchar as domain,
      0::usmallint as industry, null::varchar as naics, 0::utinyint as company_size, null::bigint as revenue
    union all select * exclude (company_hash) from company_codes`)
  await work.run(`create table place_codes as
    select place_hash, (row_number() over ())::uinteger as place, country_code, state_code, min(city) as city, city_key,
      postal_code, avg(latitude) as lat, avg(longitude) as lon
    from (select *, case when try_cast(lat as double) between -90 and 90 then try_cast(lat as double) end as latitude,
        case when try_cast(lon as double) between -180 and 180 then try_cast(lon as double) end as longitude from coded)
    where place_hash is not null group by place_hash, country_code, state_code, city_key, postal_code`)
  await work.run(`create table made.places as
    select 0::uinteger as code, null::varchar as country, null::varchar as state, null::varchar as city,
      null::varchar as city_key, null::varchar as postal_code, null::double as lat, null::double as lon
    union all
    select place, nullif(${list(countries)}[country_code + 1], ''), nullif(${list(states)}[state_code + 1], ''),
      city, city_key, postal_code, lat, lon from place_codes`)
  await work.run(`create table made.people as
    select (row_number() over () - 1)::uinteger as row, * exclude (n, country, state) from (
      select n, email, is_verified as email_verified, second_email, phone, mobile, first_name, last_name, full_name,
        linkedin_url, title, coalesce(cc.company, 0) as company, coalesce(pl.place, 0) as place,
        industry_code as industry, seniority_code as seniority, department_code as department,
        size_code as company_size, c.country_code as country, c.state_code as state, ${SEEN} as seen_on,
        ${IDENTITIES.map(({ column }) => column).join(', ')}
      from coded c
      left join company_codes cc using (company_hash) left join place_codes pl using (place_hash)
      where n not in (select n from dropped)
      order by ${ORDER.join(', ')}, n
    )`)
}
