import type { AudiencePerson } from '../providers/provider.ts'
import { FIXED_LISTS, VERIFIED_BIT } from './format.ts'
import { personOf } from './load/person-text.ts'
import type { OpenVersion } from './open-version.ts'
import type { ColumnName } from './scan/columns.ts'

const DAY_MS = 86_400_000

/** The people of these rows, in the order asked. */
export async function readPeople(
  version: Pick<OpenVersion, 'id' | 'manifest' | 'columns' | 'records'>,
  rows: number[],
  signal?: AbortSignal,
): Promise<AudiencePerson[]> {
  const { records, columns, manifest, id } = version
  const of = (column: ColumnName) => rows.map((row) => columns.of(column, row))
  const texts = await records.people.read(of('person'), signal)
  const titles = await records.titles.read(of('title'), signal)
  const companies = await records.companies.read(of('company'), signal)
  const places = await records.places.read(of('place'), signal)
  return rows.map((row, i) => {
    const [company_name = null, company_domain = null, naics = null, revenue = null] = companies[i] ?? []
    const [city = null, state = null, country = null, postal_code = null] = places[i] ?? []
    const known = (list: readonly string[], column: ColumnName) => list[columns.of(column, row)] || null
    const day = columns.of('seen_day', row)
    return {
      ref: `${id}:${row}`,
      ...personOf(texts[i] ?? []),
      email_verified: (columns.of('contacts', row) & VERIFIED_BIT) !== 0,
      job_title: titles[i]?.[0] ?? null,
      seniority: known(FIXED_LISTS.seniority, 'seniority'),
      department: known(FIXED_LISTS.department, 'department'),
      ...{ company_name, company_domain, naics, city, state, country, postal_code },
      industry: known(manifest.industries, 'industry'),
      company_size: known(FIXED_LISTS.company_size, 'company_size'),
      revenue: revenue === null ? null : Number(revenue),
      seen_on: day === 0 ? null : new Date(day * DAY_MS).toISOString().slice(0, 10),
    }
  })
}
