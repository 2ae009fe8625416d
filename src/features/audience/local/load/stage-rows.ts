import { IDENTITIES, identityColumns } from './identities.ts'
import { PERSON_TEXTS, recordSql } from './person-text.ts'
import { emailKey, IS_PLAIN, nameKey, PLAIN_COLUMNS } from './plain.ts'
import { readFields } from './read-fields.ts'
import type { Source } from './source.ts'
import type { WorkFile } from './work-file.ts'

const WHOLE_NAME = `coalesce(full_name, nullif(concat_ws(' ', first_name, last_name), ''))`
const FIELDS = [
  ...PERSON_TEXTS,
  ...(['company_name', 'company_domain', 'website', 'city', 'postal_code', 'country'] as const),
] as const

/** Bits of what somebody can be reached by, as the column `contacts` has them. */
const CONTACTS = `((email is not null)::utinyint + 2 * (phone is not null or mobile is not null)::utinyint
  + 4 * (linkedin_url is not null)::utinyint)::utinyint`

const CAN_REACH = 'coalesce(email, phone, mobile, linkedin_url) is not null'

/** The table `staged`, a row for each one of the files: the person's record, and what they can be reached by and are known by. */
export async function openStage(work: WorkFile): Promise<void> {
  const hashes = IDENTITIES.map(({ column }) => `${column} ubigint`).join(', ')
  await work.run(
    `create table staged (n uinteger, odd boolean, record varchar, contacts utinyint, ${hashes})`,
  )
}

/** Adds the rows of a file, numbered from `first`. `odd` ones are for the normaliser, and nothing else is said of them. */
export async function stageRows(work: WorkFile, source: Source, first: number, key: Buffer): Promise<void> {
  await work.run(`insert into staged
    select n, odd, case when not odd and ${CAN_REACH} then record end, case when odd then 0 else ${CONTACTS} end,
      ${identityColumns(key)}
    from (
      select *, ${emailKey('email')} as email_key,
        nullif(${emailKey('second_email')}, ${emailKey('email')}) as second_email_key,
        case when phone is not null or mobile is not null then coalesce(${nameKey(WHOLE_NAME)}, '') else '' end as name_key
      from (
        select *, not ${IS_PLAIN} as odd from (
          select *, ${recordSql(PERSON_TEXTS)} as record, ${PLAIN_COLUMNS} from (
            select * replace (nullif(mobile, phone) as mobile) from (
              select (${first} + ${source.at})::uinteger as n, ${readFields(source, FIELDS)} from ${source.from}))))
    )`)
}
