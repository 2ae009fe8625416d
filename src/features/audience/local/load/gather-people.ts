import { IDENTITIES, identityColumns, KINDS } from './identities.ts'
import type { WorkFile } from './work-file.ts'

const GIVEN = `
  s.job_title, s.seniority, s.department, s.industry, s.company_size, s.revenue, s.country, s.state, s.naics,
  s.lat, s.lon, s.seen_on`
const OWN = `
  email, second_email, phone, mobile, first_name, last_name, full_name, linkedin_url, company_name, company_key,
  company_domain, city, city_key, postal_code, ${IDENTITIES.map(({ column }) => column).join(', ')}`

/** Puts plain and mended rows together as `everyone`, and says in `dropped` who of them is left out. */
export async function gatherPeople(
  work: WorkFile,
  key: Buffer,
  removed: AsyncIterable<bigint[]>,
): Promise<void> {
  await work.run(`create table mended_people as
    select *, ${identityColumns(key)} from (select * replace (coalesce(name_key, '') as name_key) from mended)`)
  await work.run(`create view everyone as
    select s.rowid as n, null::boolean as verified, s.email_status, ${OWN}, ${GIVEN}
    from staged s where not s.odd and coalesce(email, phone, mobile, linkedin_url) is not null
    union all
    select m.n, m.verified, null, ${OWN.replace(/\w+/g, 'm.$&')}, ${GIVEN}
    from mended_people m join staged s on s.rowid = m.n`)
  const keys = IDENTITIES.map(
    ({ column, kind }) => `select n, ${column} as hash, ${kind} as kind,
      email_hash is null and second_email_hash is null as bare from everyone where ${column} is not null`,
  )
  await work.run(`create view identities as ${keys.join(' union all ')}`)
  await work.run('create table shared as select hash from identities group by hash having count(*) > 1')
  await work.run('create table removed (hash ubigint)')
  const appender = await work.connection.createAppender('removed')
  for await (const batch of removed) {
    for (const hash of batch) {
      appender.appendUBigInt(hash)
      appender.endRow()
    }
  }
  appender.closeSync()
  // As with leads an address is enough; another identity makes two rows one person only where one has no address.
  await work.run(`create table dropped as
    with doubled as materialized (select i.* from identities i join shared using (hash)),
    first as (select hash, min(n) as n, min(n) filter (bare) as bare_n from doubled group by hash)
    select distinct d.n, 'twice' as why from doubled d join first f using (hash)
    where f.n < d.n and (d.kind = ${KINDS.email} or d.bare or f.bare_n < d.n)
    union
    select i.n, 'removed' from identities i join removed using (hash)`)
}
