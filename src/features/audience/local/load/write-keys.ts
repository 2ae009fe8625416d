import { IDENTITIES } from './identities.ts'
import type { WorkFile } from './work-file.ts'

/** Writes what people are known by, sorted, and takes it off the people. */
export async function writeKeys(work: WorkFile): Promise<void> {
  const keys = IDENTITIES.map(
    ({ column, kind }) => `select ${column} as hash, rowid::uinteger as row, ${kind}::utinyint as kind,
      email_hash is null and second_email_hash is null as bare from made.people where ${column} is not null`,
  )
  await work.run(`create table sorted_keys as select * from (${keys.join(' union all ')}) order by hash`)
  // country and state are in the columns and in the place
  for (const column of [...IDENTITIES.map(({ column }) => column), 'country', 'state'])
    await work.run(`alter table made.people drop column ${column}`)
  // counting rows while they are written would keep all but one thread waiting
  await work.run('alter table made.people add column row uinteger')
  await work.run('update made.people set row = rowid')
  await work.run('checkpoint made')
  // now, so that they lie where the columns lay
  await work.run('create table made.keys as select * from sorted_keys')
}
