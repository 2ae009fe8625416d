import { foldName, type NormalisedLead, normaliseRow, restoreCell } from '../../../leads/index.ts'
import { PERSON_FIELDS, type PersonField } from './fields.ts'
import type { WorkFile } from './work-file.ts'

const TEXTS = [
  ...(['email', 'email_key', 'second_email', 'second_email_key', 'phone', 'mobile'] as const),
  ...(['first_name', 'last_name', 'full_name', 'name_key', 'linkedin_url', 'company_name'] as const),
  ...(['company_domain', 'city', 'postal_code'] as const),
] as const

/**
 * Normalises the odd rows as leads are, into `mended`; who cannot be reached is left out of it.
 */
export async function mendRows(work: WorkFile, onBatch: () => void): Promise<void> {
  const texts = TEXTS.map((name) => `${name} varchar`).join(', ')
  await work.run(
    `create table mended (n ubigint, verified boolean, ${texts}, company_key varchar, city_key varchar)`,
  )
  const appender = await work.connection.createAppender('mended')
  try {
    const odd = `select rowid, ${PERSON_FIELDS.join(', ')} from staged where odd`
    for await (const batch of work.batches(odd)) {
      for (const [n, ...cells] of batch) {
        const { row } = normaliseRow(givenOf(cells), { defaultCountry: null })
        if (row !== null) append(appender, n as bigint, row)
      }
      onBatch()
    }
    appender.flushSync()
  } finally {
    appender.closeSync()
  }
}

type Appender = Awaited<ReturnType<WorkFile['connection']['createAppender']>>

function append(appender: Appender, n: bigint, row: NormalisedLead): void {
  appender.appendUBigInt(n)
  appender.appendBoolean(row.email_status === 'valid')
  for (const name of TEXTS) appendText(appender, row[name])
  appendText(appender, foldName(row.company_name ?? ''))
  appendText(appender, foldName(row.city ?? ''))
  appender.endRow()
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
