import type { AudiencePerson } from '../providers/provider.ts'
import { FIXED_LISTS } from './format.ts'
import type { OpenVersion } from './open-version.ts'
import { listed } from './people-file.ts'

interface Stored {
  row: number
  email: string | null
  email_verified: boolean | null
  second_email: string | null
  phone: string | null
  mobile: string | null
  first_name: string | null
  last_name: string | null
  full_name: string | null
  linkedin_url: string | null
  title: string | null
  company_name: string | null
  company_domain: string | null
  naics: string | null
  revenue: bigint | null
  city: string | null
  state: string | null
  country: string | null
  postal_code: string | null
  industry: number
  seniority: number
  department: number
  company_size: number
  seen_on: string | null
}

/** The people of these rows, in the order asked. */
export async function readPeople(
  { file, manifest, id }: OpenVersion,
  rows: number[],
  signal?: AbortSignal,
): Promise<AudiencePerson[]> {
  if (rows.length === 0) return []
  const stored = await file.rows<Stored>(QUERY, { rows }, signal)
  const byRow = new Map(stored.map((person) => [person.row, person]))
  const known = (list: readonly string[], code: number) => (code > 0 ? (list[code] ?? null) : null)
  return rows.flatMap((row) => {
    const person = byRow.get(row)
    if (!person) return []
    return {
      ref: `${id}:${row}`,
      email: person.email,
      email_verified: person.email_verified === true,
      ...{ second_email: person.second_email, phone: person.phone, mobile: person.mobile },
      ...{ first_name: person.first_name, last_name: person.last_name, full_name: person.full_name },
      job_title: person.title,
      seniority: known(FIXED_LISTS.seniority, person.seniority),
      department: known(FIXED_LISTS.department, person.department),
      ...{ company_name: person.company_name, company_domain: person.company_domain },
      industry: known(manifest.industries, person.industry),
      naics: person.naics,
      company_size: known(FIXED_LISTS.company_size, person.company_size),
      revenue: person.revenue === null ? null : Number(person.revenue),
      ...{ city: person.city, state: person.state, postal_code: person.postal_code, country: person.country },
      ...{ linkedin_url: person.linkedin_url, seen_on: person.seen_on },
    }
  })
}

// Of the dictionaries only what these people need: a join would read them whole.
const of = (dictionary: string, column: string) =>
  `(select * from ${dictionary} where code in (select ${column} from p))`

const QUERY = `
  with p as materialized (select * from people where rowid in ${listed('rows', 'uinteger')})
  select p.row, p.email, p.email_verified, p.second_email, p.phone, p.mobile, p.first_name, p.last_name, p.full_name,
    p.linkedin_url, t.title, c.name as company_name, c.domain as company_domain, c.naics, c.revenue, l.city, l.state,
    l.country, l.postal_code, p.industry, p.seniority, p.department, p.company_size, p.seen_on::varchar as seen_on
  from p
  left join ${of('titles', 'title')} t on t.code = p.title
  left join ${of('companies', 'company')} c on c.code = p.company
  left join ${of('places', 'place')} l on l.code = p.place`
