import { foldName } from '../../leads/index.ts'
import type { Match, MatchRequest } from '../providers/provider.ts'
import type { PeopleFile } from './people-file.ts'

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

/** People of the same name at the same company. */
export async function matchNames(
  file: PeopleFile,
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
  const rows = await file.rows<{ n: number; row: number; is_domain: boolean; people: bigint }>(
    QUERY,
    {
      n: asked.map(({ n }) => n),
      names: asked.map(({ name }) => name),
      companies: asked.map(({ company }) => company),
      domains: asked.map(({ domain }) => domain),
    },
    signal,
  )
  return rows.map(({ n, row, is_domain, people }) => ({
    ...{ n, row, by: 'name_and_company' as const },
    confidence: people > 1n ? AMBIGUOUS : is_domain ? BY_DOMAIN : BY_NAME,
  }))
}

/** A name's letters and digits, as `NAME` has them. */
function letters(name: string): string {
  return foldName(name).replaceAll(' ', '')
}

const NAME = `regexp_replace(replace(replace(replace(replace(replace(lower(strip_accents(p.full_name)), 'ß', 'ss'),
  'ø', 'o'), 'æ', 'ae'), 'ł', 'l'), 'đ', 'd'), '[^\\p{L}\\p{N}]+', '', 'g')`

const QUERY = `
  with asked as (
    select unnest(from_json($n, '["integer"]')) as n, unnest(from_json($names, '["varchar"]')) as name,
      unnest(from_json($companies, '["varchar"]')) as company, unnest(from_json($domains, '["varchar"]')) as domain
  ), places as materialized (
    select a.n, a.name, c.code, true as is_domain from asked a
    join companies c on c.code > 0 and c.domain = nullif(a.domain, '')
    union
    select a.n, a.name, c.code, false from asked a
    join companies c on c.code > 0 and c.name_key = nullif(a.company, '')
    where c.domain is null or a.domain = '' or c.domain <> a.domain
  )
  select w.n, min(p.row) as row, bool_or(w.is_domain) as is_domain, count(*) as people
  from people p join places w on w.code = p.company and ${NAME} = w.name
  group by w.n`
