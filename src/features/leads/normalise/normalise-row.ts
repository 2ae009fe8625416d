import type { LeadField } from '../mapping/fields.ts'
import { normaliseCompany } from './normalise-company.ts'
import { normaliseEmails, normaliseLinkedin, normalisePhones } from './normalise-contact.ts'
import { normaliseJob, normaliseName } from './normalise-person.ts'
import { normaliseConsent, normalisePlace, readCountry, readNotes, readTags } from './normalise-rest.ts'
import { RowNotes } from './notes.ts'
import type { EmailFlag, GivenLead, LeadProblem, NormaliseOptions, NormaliseResult } from './types.ts'

/** What the caller knows of the columns a row came from. */
export interface ColumnFacts {
  /** The header a field stood under, for problems. */
  columnOf: (field: LeadField) => string
  /** What a bare number in the revenue column counts, in dollars. */
  revenueUnit: number
}

const NO_FLAGS: EmailFlag[] = []
const NO_CUSTOM: Record<string, string> = {}
const NO_PROBLEMS: readonly LeadProblem[] = []
const BY_FIELD: ColumnFacts = { columnOf: (field) => field, revenueUnit: 1 }

/**
 * A lead in the form it is stored and compared by. Takes anything and throws at nothing. A row with one good
 * contact is taken, with warnings about what could not be used; a row without any is rejected.
 */
export function normaliseRow(
  given: GivenLead,
  options: NormaliseOptions,
  facts: ColumnFacts = BY_FIELD,
): NormaliseResult {
  const notes = new RowNotes(facts.columnOf)
  const ownCountry = readCountry(given.country, notes)
  const country = ownCountry ?? options.defaultCountry
  const { first, firstStatus, second, secondStatus } = normaliseEmails(given, notes)
  const { phone, phoneStatus, mobile, mobileStatus } = normalisePhones(given, country, notes)
  const linkedin = normaliseLinkedin(given.linkedin_url, notes)
  if (first === null && phone === null && mobile === null && linkedin === null) {
    return { row: null, problems: notes.rejection(), warnings: NO_PROBLEMS }
  }
  const name = normaliseName(given, notes)
  const job = normaliseJob(given, notes)
  const company = normaliseCompany(given, first, facts.revenueUnit, notes)
  const place = normalisePlace(given, country, notes)
  const consent = normaliseConsent(given, notes)
  const noteText = readNotes(given.notes, notes)
  const tags = readTags(given.tags, notes)
  return {
    row: {
      email: first === null ? null : first.address,
      email_key: first === null ? null : first.key,
      email_status: firstStatus,
      email_flags: first === null ? NO_FLAGS : first.flags,
      second_email: second === null ? null : second.address,
      second_email_key: second === null ? null : second.key,
      second_email_status: secondStatus,
      phone,
      phone_status: phoneStatus,
      mobile,
      mobile_status: mobileStatus,
      first_name: name.first,
      last_name: name.last,
      full_name: name.full,
      name_key: name.key,
      job_title: job.title.title,
      title_words: job.title.words,
      seniority: job.seniority,
      department: job.department,
      company_name: company.name,
      company_domain: company.domain,
      industry: company.industry,
      company_size: company.size,
      revenue: company.revenue,
      city: place.city,
      state: place.state,
      postal_code: place.postalCode,
      country: ownCountry,
      linkedin_url: linkedin,
      website: company.website,
      notes: noteText,
      tags,
      custom: given.custom ?? NO_CUSTOM,
      consent_source: consent.source,
      consent_at: consent.at,
      consent_text: consent.text,
      consent_ip: consent.ip,
      original: notes.original,
    },
    problems: NO_PROBLEMS,
    warnings: notes.warnings,
  }
}
