import type { OverlapCounts } from '../providers/provider.ts'
import { emailKey } from './load/plain.ts'
import type { OpenVersion } from './open-version.ts'
import { listed } from './people-file.ts'

const hashOf = (kind: string, value: string) => `left(sha256($key || ':${kind}:' || ${value}), 32)`
const VALUES = [
  ['email', 'email', emailKey('email')],
  ['email', 'second_email', emailKey('second_email')],
  ['phone', 'phone', 'phone'],
  ['phone', 'mobile', 'mobile'],
] as const

/** Every value of everybody is hashed once with the test's key: nothing that fits an earlier test is kept. */
const ROWS = `select distinct row from (${VALUES.map(
  ([kind, column, value]) =>
    `select row from people where ${column} is not null and ${hashOf(kind, value)} in ${listed('hashes')}`,
).join(' union all ')}) met`

const FIELDS = `
  select count(*)::int as people, count(email)::int as email, count(coalesce(phone, mobile))::int as phone,
    count(linkedin_url)::int as linkedin_url, count(full_name)::int as full_name,
    (count(*) filter (where title > 0))::int as job_title, (count(*) filter (where company > 0))::int as company_name,
    (count(*) filter (where industry > 0))::int as industry, (count(*) filter (where company_size > 0))::int as company_size,
    (count(*) filter (where place in (select code from places where city is not null)))::int as city
  from people where row in ${listed('rows', 'uinteger')}`

/** How many people a list of keyed hashes names, and of how many of them each field is known. */
export async function overlapPeople(
  version: OpenVersion,
  key: string,
  hashes: string[],
  signal: AbortSignal | undefined,
): Promise<OverlapCounts> {
  const met = await version.file.rows<{ row: number }>(ROWS, { key, hashes }, signal)
  const { bits } = await version.removed.current()
  const rows = met.map(({ row }) => row).filter((row) => (((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0)
  const [counts] = await version.file.rows<Record<string, number>>(FIELDS, { rows }, signal)
  const { people = 0, ...fields } = counts ?? {}
  return { people, fields }
}
