import { FIELDS, type Field } from './fields.ts'
import { identityColumns } from './identities.ts'
import {
  emailKey,
  lineKey,
  nameKey,
  plainDomain,
  plainEmail,
  plainLine,
  plainLinkedin,
  plainName,
  plainPhone,
  plainPostalCode,
} from './plain.ts'
import type { Source } from './source.ts'
import type { WorkFile } from './work-file.ts'

/** Mailboxes of anyone, whose domain is no company's: the common ones, of others the normaliser knows. */
const MAIL = [
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'hotmail.com',
  'outlook.com',
  'icloud.com',
  'aol.com',
]

const unless = (field: string, plain: (value: string) => string) => `(${field} is null or ${plain(field)})`

/** Whether every value of the row is as the normaliser would leave it. */
const PLAIN = [
  ...['email', 'second_email'].map((field) => unless(field, plainEmail)),
  // the second address takes the place of a missing first
  '(email is not null or second_email is null)',
  ...['phone', 'mobile'].map((field) => unless(field, plainPhone)),
  ...['first_name', 'last_name', 'full_name'].map((field) => unless(field, plainName)),
  // a whole name comes apart into its missing parts
  '(full_name is null or (first_name is not null and last_name is not null))',
  unless('linkedin_url', plainLinkedin),
  unless('company_name', plainLine),
  unless('city', plainLine),
  unless('postal_code', (code) => `coalesce(${plainPostalCode(code, 'country')}, false)`),
  // without a domain of its own the company has its website's or the address's
  `(case when company_domain is not null then ${plainDomain('company_domain')}
     else website is null and (email is null
       or list_contains([${MAIL.map((domain) => `'${domain}'`).join(', ')}], split_part(email, '@', 2))) end)`,
].join('\n and ')

/** What a plain row makes of itself, as the normaliser says it. Of an odd row none of it is looked at. */
const WHOLE_NAME = `case when odd then full_name
  else coalesce(full_name, nullif(concat_ws(' ', first_name, last_name), '')) end`
const SECOND_KEY = `nullif(${emailKey('second_email')}, ${emailKey('email')})`

/** Adds the rows of a file to `staged`, values as given or null; `odd` ones are for the normaliser. */
export async function stageRows(
  work: WorkFile,
  source: Source,
  isFirst: boolean,
  key: Buffer,
): Promise<void> {
  const given = FIELDS.map((field) => read(source, field)).join(', ')
  const insert = (from: string) =>
    work.run(`${isFirst ? 'create table staged as' : 'insert into staged'}
      select * exclude (email_key, second_email_key, name_key), ${identityColumns(key)}
      from (
        select * replace (nullif(mobile, phone) as mobile), coalesce(${nameKey('full_name')}, '') as name_key,
          ${emailKey('email')} as email_key, ${SECOND_KEY} as second_email_key,
          ${lineKey('company_name')} as company_key, ${lineKey('city')} as city_key
        from (
          select * replace (${WHOLE_NAME} as full_name) from (
            select *, not (${PLAIN}) as odd from (select ${given} from ${from})
          )
        )
      )`)
  try {
    await insert(source.from)
  } catch (error) {
    if (source.slowly === null || work.isInterrupted) throw error
    await insert((await source.slowly()).from)
  }
}

function read({ columns, revenueUnit }: Source, field: Field): string {
  const column = columns.get(field)
  if (column === undefined) return `null::varchar as ${field}`
  const value = `nullif(${column}::varchar, '')`
  if (field !== 'revenue' || revenueUnit === '') return `${value} as ${field}`
  const bare = `regexp_full_match(${value}, '[0-9][0-9.,]*')`
  return `case when ${bare} then ${value} || '${revenueUnit}' else ${value} end as ${field}`
}
