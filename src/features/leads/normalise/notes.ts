import type { LeadField } from '../mapping/fields.ts'
import type { LeadProblem, LeadProblemCode } from './types.ts'

const NO_PROBLEMS: readonly LeadProblem[] = []
const MAX_VALUE_CHARS = 500

const MESSAGES: Record<LeadProblemCode, string> = {
  no_contact: 'The row has no usable email, phone number or LinkedIn profile.',
  invalid_email: 'This is no email address.',
  invalid_phone: 'This is no valid phone number of the country.',
  linkedin_not_a_person: "This is not a person's LinkedIn profile.",
  invalid_linkedin: 'This is no LinkedIn profile.',
  unknown_country: 'This is no country we know.',
  ambiguous_date: 'The date is not clear; write it as 2026-01-31.',
  too_long: 'The value was cut, because it is too long.',
}

/** What is noted about one row while it is normalised: values that changed and values that could not be used. */
export class RowNotes {
  private found: LeadProblem[] | null = null
  private changed: Record<string, string> | null = null
  private readonly columnOf: (field: LeadField) => string

  constructor(columnOf: (field: LeadField) => string) {
    this.columnOf = columnOf
  }

  /** Keeps the value as given where normalising made something else of it. */
  keep(field: LeadField, given: string, made: string | null): void {
    if (given === made || given === '' || (made === null && given.trim() === '')) return
    this.changed ??= {}
    this.changed[field] = given
  }

  warn(field: LeadField, code: LeadProblemCode, value: string, message = MESSAGES[code]): void {
    this.found ??= []
    this.found.push({ column: this.columnOf(field), code, message, value: value.slice(0, MAX_VALUE_CHARS) })
  }

  get warnings(): readonly LeadProblem[] {
    return this.found ?? NO_PROBLEMS
  }

  get original(): Record<string, string> {
    return this.changed ?? {}
  }

  /** Why a row without any contact is rejected: what was wrong with those it had, or that it had none. */
  rejection(): readonly LeadProblem[] {
    const contacts = this.warnings.filter(({ code }) => CONTACT_PROBLEMS.has(code))
    const none = { column: '', code: 'no_contact', message: MESSAGES.no_contact, value: '' } as const
    return [none, ...contacts]
  }
}

const CONTACT_PROBLEMS: ReadonlySet<LeadProblemCode> = new Set([
  'invalid_email',
  'invalid_phone',
  'linkedin_not_a_person',
  'invalid_linkedin',
])
