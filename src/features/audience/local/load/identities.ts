import { literal } from './work-file.ts'

/** As `audience_versions`' keys name them. */
export const KINDS = { email: 1, phone: 2, linkedin: 3 } as const

/** The columns that hold what a person is known by, and of what kind each is. */
export const IDENTITIES = [
  { column: 'email_hash', kind: KINDS.email },
  { column: 'second_email_hash', kind: KINDS.email },
  { column: 'phone_hash', kind: KINDS.phone },
  { column: 'mobile_hash', kind: KINDS.phone },
  { column: 'linkedin_hash', kind: KINDS.linkedin },
] as const

/**
 * lead_identity_values() and identity_hash() of the database as DuckDB's columns, the first eight bytes of each hash, so
 * that an audience and a workspace's leads can be joined. Needs email_key, second_email_key, phone, mobile, name_key
 * ('' for none) and linkedin_url.
 */
export function identityColumns(key: Buffer): string {
  const secret = [...key].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
  const hash = (kind: string, value: string) =>
    `('0x' || sha256('${secret}'::blob || encode(${literal(`${kind}:`)} || ${value}))[1:16])::ubigint`
  const named = `(name_key <> '' or coalesce(email_key, second_email_key, linkedin_url) is null)`
  return [
    `case when email_key is not null then ${hash('email', 'email_key')} end as email_hash`,
    `case when second_email_key is distinct from email_key then ${hash('email', 'second_email_key')} end as second_email_hash`,
    `case when ${named} then ${hash('phone', "phone || ':' || name_key")} end as phone_hash`,
    `case when ${named} and mobile is distinct from phone then ${hash('phone', "mobile || ':' || name_key")} end as mobile_hash`,
    `${hash('linkedin', 'linkedin_url')} as linkedin_hash`,
  ].join(',\n')
}
