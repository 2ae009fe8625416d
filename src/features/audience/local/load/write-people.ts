import { IDENTITIES } from './identities.ts'
import { ORDER } from './layout.ts'
import type { WorkFile } from './work-file.ts'
import { COMPANY_HASH, PLACE_HASH } from './write-dictionaries.ts'

/** Dates are ISO 8601, as days or times; one that is yet to come is a mistake. */
const SEEN = 'coalesce(try_cast(seen_on as date), try_cast(seen_on as timestamp)::date)'

/** Writes people in their order, in codes, still with the hashes of what they are known by. */
export async function writePeople(work: WorkFile): Promise<void> {
  await work.run(`create table made.people as
    select * exclude (n) from (
      select n, email, coalesce(e.verified, e.email is not null and v.verified, false) as email_verified, second_email,
        phone, mobile, first_name, last_name, full_name, linkedin_url,
        coalesce(tc.code, 0)::uinteger as title, coalesce(company, 0)::uinteger as company, coalesce(place, 0)::uinteger as place,
        coalesce(ic.code, 0)::usmallint as industry,
        coalesce(nullif(sc.code, 0), tc.title_seniority, 0)::utinyint as seniority,
        coalesce(nullif(dc.code, 0), tc.title_department, 0)::utinyint as department,
        coalesce(zc.code, 0)::utinyint as company_size,
        coalesce(country_code, 0)::usmallint as country, coalesce(state_code, 0)::usmallint as state,
        case when ${SEEN} between date '1970-01-02' and current_date + 1 then ${SEEN} end as seen_on,
        ${IDENTITIES.map(({ column }) => column).join(', ')}
      from everyone e
      left join title_codes tc on tc.job_title = e.job_title
      left join seniority_codes sc on sc.seniority = e.seniority
      left join department_codes dc on dc.department = e.department
      left join size_codes zc on zc.company_size = e.company_size
      left join industry_codes ic on ic.industry = e.industry
      left join verifications v on v.email_status = e.email_status
      left join company_codes cc on cc.company_hash = ${COMPANY_HASH.replace(/company_\w+/g, 'e.$&')}
      left join place_codes pc on pc.place_hash = ${PLACE_HASH.replace(/country|state|city_key|postal_code/g, 'e.$&')}
      where n not in (select n from dropped)
      order by ${ORDER.join(', ')}, n
    )`)
}
