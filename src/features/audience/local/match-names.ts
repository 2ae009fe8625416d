import { foldName } from '../../leads/index.ts'
import type { Match, MatchRequest } from '../providers/provider.ts'
import { personOf } from './load/person-text.ts'
import { matchingRows } from './matching-rows.ts'
import type { OpenVersion } from './open-version.ts'
import { sharedBits } from './scan/plan.ts'

export interface Found {
  /** Of the person asked for. */
  n: number
  row: number
  by: Match['by']
  confidence: number
}

/** A domain is one company's; a name may be that of several. */
const BY_DOMAIN = 0.8
const BY_NAME = 0.7
/** Several people of the name at the company. */
const AMBIGUOUS = 0.4

interface Asked {
  n: number
  name: string
}

/** People of the same name at the same company. */
export async function matchNames(
  version: OpenVersion,
  wanted: { n: number; person: MatchRequest }[],
  signal: AbortSignal | undefined,
): Promise<Found[]> {
  const asked = wanted
    .map(({ n, person }) => ({
      n,
      name: letters(person.full_name ?? ''),
      company: foldName(person.company_name ?? ''),
      domain: person.company_domain?.toLowerCase() ?? '',
    }))
    .filter(({ name, company, domain }) => name !== '' && (company !== '' || domain !== ''))
  if (asked.length === 0) return []
  const places = await version.file.rows<{ n: number; code: number; is_domain: boolean }>(
    PLACES,
    {
      n: asked.map(({ n }) => n),
      companies: asked.map(({ company }) => company),
      domains: asked.map(({ domain }) => domain),
    },
    signal,
  )
  const nameOf = new Map(asked.map(({ n, name }) => [n, name]))
  const byCompany = new Map<number, (Asked & { isDomain: boolean })[]>()
  for (const { n, code, is_domain } of places) {
    const here = byCompany.get(code) ?? []
    here.push({ n, name: nameOf.get(n) ?? '', isDomain: is_domain })
    byCompany.set(code, here)
  }
  const found = new Map<number, { row: number; isDomain: boolean; people: number }>()
  for (const { row, company, name } of await employees(version, [...byCompany.keys()], signal)) {
    for (const { n, isDomain } of (byCompany.get(company) ?? []).filter((one) => one.name === name)) {
      const before = found.get(n) ?? { row, isDomain: false, people: 0 }
      found.set(n, { row: before.row, isDomain: before.isDomain || isDomain, people: before.people + 1 })
    }
  }
  return [...found].map(([n, { row, isDomain, people }]) => ({
    ...{ n, row, by: 'name_and_company' as const },
    confidence: people > 1 ? AMBIGUOUS : isDomain ? BY_DOMAIN : BY_NAME,
  }))
}

/** Everybody at these companies, in the order of the rows. */
async function employees(version: OpenVersion, companies: number[], signal: AbortSignal | undefined) {
  if (companies.length === 0) return []
  const set = sharedBits(version.manifest.companies + 1)
  for (const code of companies) set[code >>> 5] = (set[code >>> 5] as number) | (1 << (code & 31))
  const key = `at ${companies.join()}`
  const plan = { op: 'far' as const, column: 'company' as const, set }
  const rows = await matchingRows(version, { key, plan }, version.manifest.people, 1, signal)
  const texts = await version.records.people.read(
    rows.map((row) => version.columns.of('person', row)),
    signal,
  )
  return rows.map((row, i) => ({
    row,
    company: version.columns.of('company', row),
    name: letters(personOf(texts[i] ?? []).full_name ?? ''),
  }))
}

/** A name's letters and digits. */
function letters(name: string): string {
  return foldName(name).replaceAll(' ', '')
}

const PLACES = `
  with asked as (
    select unnest(from_json($n, '["integer"]')) as n, unnest(from_json($companies, '["varchar"]')) as company,
      unnest(from_json($domains, '["varchar"]')) as domain
  )
  select a.n, c.code, true as is_domain from asked a
  join companies c on c.code > 0 and c.domain = nullif(a.domain, '')
  union
  select a.n, c.code, false from asked a
  join companies c on c.code > 0 and c.name_key = nullif(a.company, '')
  where c.domain is null or a.domain = '' or c.domain <> a.domain`
