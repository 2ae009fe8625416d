import type { LeadField } from '../mapping/fields.ts'
import { COMPANY_SIZES, DEPARTMENTS, SENIORITIES, VERIFICATION_STATES } from '../schema.ts'

export { COMPANY_SIZES, DEPARTMENTS, SENIORITIES, VERIFICATION_STATES }

export type Seniority = (typeof SENIORITIES)[number]

export type Department = (typeof DEPARTMENTS)[number]

export type CompanySize = (typeof COMPANY_SIZES)[number]

export type VerificationState = (typeof VERIFICATION_STATES)[number]

/** Told by the address alone, without asking anyone. */
export type EmailFlag = 'disposable' | 'role' | 'free'

/** A row as given: strings by field, '' or absent for none, and whatever else it had by header. */
export type GivenLead = { [F in LeadField]?: string } & { custom?: Record<string, string> }

/** One person's contact record in the form it is stored, compared and filtered by. */
export interface NormalisedLead {
  email: string | null
  /** The address folded for identity: Gmail's dots, plus tags and googlemail.com do not tell people apart. */
  email_key: string | null
  email_status: VerificationState
  email_flags: EmailFlag[]
  second_email: string | null
  second_email_key: string | null
  second_email_status: VerificationState
  /** E.164. */
  phone: string | null
  phone_status: VerificationState
  /** E.164. */
  mobile: string | null
  mobile_status: VerificationState
  first_name: string | null
  last_name: string | null
  full_name: string | null
  /** The full name without case, accents and punctuation; '' for none. With a phone number it is an identity. */
  name_key: string
  job_title: string | null
  /** Words of a fixed vocabulary that occur in the title: safe to show before purchase. */
  title_words: string[]
  seniority: Seniority | null
  department: Department | null
  company_name: string | null
  company_domain: string | null
  industry: string | null
  company_size: CompanySize | null
  /** Whole US dollars a year. */
  revenue: number | null
  city: string | null
  /** The code for US states and Canadian provinces, else as given. */
  state: string | null
  postal_code: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  linkedin_url: string | null
  website: string | null
  notes: string | null
  tags: string[]
  custom: Record<string, string>
  consent_source: string | null
  /** ISO 8601 UTC. */
  consent_at: string | null
  consent_text: string | null
  consent_ip: string | null
  /** The value as given, by field, where normalising changed it. */
  original: Record<string, string>
}

export type LeadProblemCode =
  | 'no_contact'
  | 'invalid_email'
  | 'invalid_phone'
  | 'linkedin_not_a_person'
  | 'invalid_linkedin'
  | 'unknown_country'
  | 'ambiguous_date'
  | 'too_long'

export interface LeadProblem {
  /** The header the value stood under, or the field's name where there was no file. */
  column: string
  code: LeadProblemCode
  message: string
  value: string
}

export interface NormaliseResult {
  /** null: the row is rejected, and `problems` says why. */
  row: NormalisedLead | null
  /** Why the row was rejected; empty when it was taken. */
  problems: readonly LeadProblem[]
  /** What a taken row lost: values that could not be used. */
  warnings: readonly LeadProblem[]
}

export interface NormaliseOptions {
  /** ISO 3166-1 alpha-2: how to read a national phone number where the row names no country; null for none. */
  defaultCountry: string | null
}
