import { isNothing } from './clean-text.ts'
import { type EmailAddress, parseEmails } from './email.ts'
import { parseLinkedin } from './linkedin.ts'
import type { RowNotes } from './notes.ts'
import { parsePhone } from './phone.ts'
import type { GivenLead, VerificationState } from './types.ts'
import { parseVerification } from './verification.ts'

export interface Emails {
  first: EmailAddress | null
  firstStatus: VerificationState
  second: EmailAddress | null
  secondStatus: VerificationState
}

/** The row's one or two addresses. A second one takes the place of a first that is missing or no address. */
export function normaliseEmails(given: GivenLead, notes: RowNotes): Emails {
  const [first, another] = readEmail('email', given.email, notes)
  const [own] = readEmail('second_email', given.second_email, notes)
  const second = own ?? another
  if (first === null && second !== null) {
    notes.keep('email', given.email ?? '', second.address)
    return {
      first: second,
      firstStatus: emailStatus('second_email_status', given, second, notes),
      second: null,
      secondStatus: 'unverified',
    }
  }
  const distinct = second === null || second.key === first?.key ? null : second
  notes.keep('email', given.email ?? '', first?.address ?? null)
  notes.keep('second_email', given.second_email ?? '', distinct?.address ?? null)
  return {
    first,
    firstStatus: first === null ? 'unverified' : emailStatus('email_status', given, first, notes),
    second: distinct,
    secondStatus:
      distinct === null ? 'unverified' : emailStatus('second_email_status', given, distinct, notes),
  }
}

function readEmail(
  field: 'email' | 'second_email',
  given: string | undefined,
  notes: RowNotes,
): [EmailAddress | null, EmailAddress | null] {
  if (given === undefined || given === '') return [null, null]
  const emails = parseEmails(given)
  if (emails[0] === null && !isNothing(given.trim())) notes.warn(field, 'invalid_email', given)
  return emails
}

/** What the file says of the address; without that a throw-away domain is a risk by itself. */
function emailStatus(
  field: 'email_status' | 'second_email_status',
  given: GivenLead,
  email: EmailAddress,
  notes: RowNotes,
): VerificationState {
  const told = readStatus(field, given[field], notes)
  return told === 'unverified' && email.flags.includes('disposable') ? 'risky' : told
}

function readStatus(
  field: 'email_status' | 'second_email_status' | 'phone_status',
  given: string | undefined,
  notes: RowNotes,
): VerificationState {
  if (given === undefined || given === '') return 'unverified'
  const status = parseVerification(given)
  notes.keep(field, given, status)
  return status ?? 'unverified'
}

export interface Phones {
  phone: string | null
  phoneStatus: VerificationState
  mobile: string | null
  mobileStatus: VerificationState
}

/** The row's numbers in E.164; one that is given twice is the phone. `country`: how to read national ones. */
export function normalisePhones(given: GivenLead, country: string | null, notes: RowNotes): Phones {
  const phone = readPhone('phone', given.phone, country, notes)
  const other = readPhone('mobile', given.mobile, country, notes)
  const mobile = other === phone ? null : other
  const status = readStatus('phone_status', given.phone_status, notes)
  return {
    phone,
    phoneStatus: phone === null ? 'unverified' : status,
    mobile,
    mobileStatus: phone === null && mobile !== null ? status : 'unverified',
  }
}

const SCIENTIFIC = /^\d(\.\d+)?e\+?\d+$/i

function readPhone(
  field: 'phone' | 'mobile',
  given: string | undefined,
  country: string | null,
  notes: RowNotes,
): string | null {
  if (given === undefined || given === '') return null
  const number = parsePhone(given, country)
  notes.keep(field, given, number)
  if (number === null && !isNothing(given.trim())) warnPhone(field, given, country, notes)
  return number
}

function warnPhone(field: 'phone' | 'mobile', given: string, country: string | null, notes: RowNotes): void {
  if (SCIENTIFIC.test(given.trim())) {
    const message =
      'A spreadsheet turned this number into a rounded one (1.23E+10); format the column as text.'
    notes.warn(field, 'invalid_phone', given, message)
  } else if (country === null && !/^\s*\+/.test(given)) {
    const message = 'This number names no country, and the import has no default country.'
    notes.warn(field, 'invalid_phone', given, message)
  } else notes.warn(field, 'invalid_phone', given)
}

export function normaliseLinkedin(given: string | undefined, notes: RowNotes): string | null {
  if (given === undefined || given === '' || isNothing(given.trim())) return null
  const profile = parseLinkedin(given)
  const url = 'url' in profile ? profile.url : null
  notes.keep('linkedin_url', given, url)
  if ('problem' in profile) notes.warn('linkedin_url', profile.problem, given)
  return url
}
