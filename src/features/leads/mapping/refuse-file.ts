import { CONTACT_FIELDS, type LeadField } from './fields.ts'
import type { MappedColumn } from './map-columns.ts'

/** Why a file is not worth importing, for the person who uploaded it. */
export interface FileRefusal {
  code: 'no_contact_column'
  message: string
  /** The headers that were seen, in the file's order. */
  headers: string[]
  /** Columns that come near, and why they were not taken. */
  near: { header: string; why: string }[]
  hint: string
}

const contact: ReadonlySet<LeadField | null> = new Set(CONTACT_FIELDS)

const NEAR: readonly [RegExp, string][] = [
  [
    /(company|organi[sz]ation|corporate|hq).*(phone|tel)|(phone|tel).*(company|hq)/i,
    "is the company's number, not the person's",
  ],
  [
    /(company|organi[sz]ation).*linked ?in|linked ?in.*(company|organi[sz]ation)/i,
    'is the LinkedIn page of the company',
  ],
  [
    /e-?mail.*(domain|date|bounced|sent|open|source|label)/i,
    'tells something about an email, not the address',
  ],
  [/(owner|rep|agent|manager|assigned|referr).*(e-?mail|phone)/i, 'belongs to someone else than the lead'],
  [/(e-?mail|phone|mobile|linked ?in)/i, 'holds no values of that kind'],
]

/** null when some column holds emails, phone numbers or LinkedIn profiles of people. */
export function refuseFile(columns: readonly MappedColumn[]): FileRefusal | null {
  if (columns.some(({ field, ignored }) => !ignored && contact.has(field))) return null
  const near = columns.flatMap(({ header, ignored }) => {
    const reason = ignored ? undefined : NEAR.find(([pattern]) => pattern.test(header))
    return reason === undefined ? [] : [{ header, why: reason[1] }]
  })
  return {
    code: 'no_contact_column',
    message: `None of the ${columns.length} columns holds people's emails, phone numbers or LinkedIn profiles.`,
    headers: columns.map(({ header }) => header),
    near,
    hint: 'Add a column with one of them, or say in the mapping which column it is.',
  }
}
