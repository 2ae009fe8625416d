import { foldName, type NormalisedLead, normaliseRow, restoreCell } from '../../../leads/index.ts'
import { PERSON_FIELDS, type PersonField } from './fields.ts'
import { PERSON_TEXTS, recordOf, wholeName } from './person-text.ts'
import type { WorkFile } from './work-file.ts'

const TEXTS = [
  ...(['email_key', 'second_email_key', 'phone', 'mobile', 'name_key', 'linkedin_url'] as const),
  ...(['company_name', 'company_domain', 'city', 'postal_code'] as const),
] as const
const BITS = { email: 1, phone: 2, linkedin: 4 }

/** Normalises the odd rows as leads are, into `mended`; who cannot be reached has no contacts there. */
export async function mendRows(work: WorkFile, onBatch: () => void): Promise<void> {
  const texts = TEXTS.map((name) => `${name} varchar`).join(', ')
  await work.run(`create table mended (n uinteger, verified boolean, contacts utinyint, record varchar, ${texts},
    company_key varchar, city_key varchar)`)
  if ((await work.number('select count(*) from staged where odd')) === 0) return
  const appender = await work.connection.createAppender('mended')
  try {
    const odd = `select n, ${PERSON_FIELDS.join(', ')} from given where n in (select n from staged where odd)`
    for await (const batch of work.batches(odd)) {
      for (const [n, ...cells] of batch)
        append(appender, n as number, normaliseRow(givenOf(cells), { defaultCountry: null }).row)
      onBatch()
    }
    appender.flushSync()
  } finally {
    appender.closeSync()
  }
}

type Appender = Awaited<ReturnType<WorkFile['connection']['createAppender']>>

function append(appender: Appender, n: number, row: NormalisedLead | null): void {
  appender.appendUInteger(n)
  appender.appendBoolean(row?.email_status === 'valid')
  appender.appendUTinyInt(row === null ? 0 : contactsOf(row))
  appendText(appender, row === null ? null : recordOf(PERSON_TEXTS.map((name) => textOf(row, name))))
  for (const name of TEXTS) appendText(appender, row?.[name] ?? null)
  appendText(appender, foldName(row?.company_name ?? ''))
  appendText(appender, foldName(row?.city ?? ''))
  appender.endRow()
}

function textOf(row: NormalisedLead, name: (typeof PERSON_TEXTS)[number]): string | null {
  const isMade = name === 'full_name' && row.full_name === wholeName(row.first_name, row.last_name)
  return isMade ? null : row[name]
}

function contactsOf(row: NormalisedLead): number {
  const phone = row.phone !== null || row.mobile !== null
  return (
    (row.email !== null ? BITS.email : 0) +
    (phone ? BITS.phone : 0) +
    (row.linkedin_url !== null ? BITS.linkedin : 0)
  )
}

function appendText(appender: Appender, text: string | null): void {
  if (text === null || text === '') appender.appendNull()
  else appender.appendVarchar(text)
}

function givenOf(cells: unknown[]): Partial<Record<PersonField, string>> {
  const given: Partial<Record<PersonField, string>> = {}
  for (const [index, field] of PERSON_FIELDS.entries()) {
    const value = cells[index]
    if (typeof value === 'string') given[field] = restoreCell(value)
  }
  return given
}
