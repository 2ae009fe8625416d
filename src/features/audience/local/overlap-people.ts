import type { AudiencePerson, OverlapCounts } from '../providers/provider.ts'
import { recordFiles } from './load/layout.ts'
import { PERSON_TEXTS, SEPARATOR } from './load/person-text.ts'
import { emailKey } from './load/plain.ts'
import type { OpenVersion } from './open-version.ts'
import { listed } from './people-file.ts'
import { readPeople } from './read-people.ts'

const hashOf = (kind: string, value: string) => `left(sha256($key || ':${kind}:' || ${value}), 32)`
const VALUES = [
  ['email', 'email', emailKey('email')],
  ['email', 'second_email', emailKey('second_email')],
  ['phone', 'phone', 'phone'],
  ['phone', 'mobile', 'mobile'],
] as const
const TOLD = [
  ...(['email', 'phone', 'linkedin_url', 'full_name', 'job_title', 'company_name'] as const),
  ...(['industry', 'company_size', 'city'] as const),
] as const
/** People read at once. */
const SLICE = 1_000

/** How many people a list of keyed hashes names, and of how many of them each field is known. */
export async function overlapPeople(
  version: OpenVersion,
  key: string,
  hashes: string[],
  signal: AbortSignal | undefined,
): Promise<OverlapCounts> {
  const met = await version.file.rows<{ person: number }>(queryOf(version.dir), { key, hashes }, signal)
  const wanted = new Set(met.map(({ person }) => person))
  const { bits } = await version.removed.current()
  const isThere = (row: number) => (((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0
  const rows = version.columns.rowsWith('person', wanted).filter(isThere)
  const fields: Record<string, number> = Object.fromEntries(TOLD.map((field) => [field, 0]))
  for (let from = 0; from < rows.length; from += SLICE) {
    for (const person of await readPeople(version, rows.slice(from, from + SLICE), signal))
      for (const field of TOLD) if (isKnown(person, field)) fields[field] = (fields[field] ?? 0) + 1
  }
  return { people: rows.length, fields }
}

function isKnown(person: AudiencePerson, field: (typeof TOLD)[number]): boolean {
  return person[field] !== null || (field === 'phone' && person.mobile !== null)
}

/** Every value of everybody is hashed once with the test's key: nothing that fits an earlier test is kept. */
function queryOf(dir: string): string {
  const file = recordFiles(dir, 'people').texts.replaceAll("'", "''")
  const columns = PERSON_TEXTS.map((name) => `${name}: 'varchar'`).join(', ')
  const met = VALUES.map(
    ([kind, column, value]) => `(${column} is not null and ${hashOf(kind, value)} in ${listed('hashes')})`,
  )
  return `select person from (
      select (row_number() over () - 1)::uinteger as person, *
      from read_csv('${file}', auto_detect = false, header = false, delim = '${SEPARATOR}', quote = '', escape = '',
        nullstr = '', columns = {${columns}})) people
    where ${met.join(' or ')}`
}
