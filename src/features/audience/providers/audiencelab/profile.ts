import { type NormalisedLead, normaliseRow } from '../../../leads/index.ts'
import { industryOf } from '../../industries.ts'
import type { AudiencePerson } from '../provider.ts'
import { readEmails, readNumbers, valuesOf } from './profile-contacts.ts'
import { type ProfileField, type RawProfile, US_STATES } from './wire.ts'

/** A person of AudienceLab in our form. */
export interface Profile {
  person: AudiencePerson
  /** What tells whether it is somebody we know. */
  lead: NormalisedLead
  /** Every address of the person. */
  emails: string[]
  /** Where the person lives and where the company is: either may be what a search meant. */
  places: Place[]
}

interface Place {
  city: string | null
  /** US-CA, or what it says of another country's. */
  state: string | null
  postal_code: string | null
}

export type Read = (field: ProfileField | OtherName) => string
/** Short answers name some fields otherwise. */
type OtherName = 'PERSONAL_EMAIL' | 'B2B_EMAIL' | 'COUNTRY' | 'COMPANY_COUNTRY'

/** null: there is no way to reach this person, so nobody can do anything with it. */
export function readProfile(raw: RawProfile): Profile | null {
  const byName = new Map(Object.entries(raw).map(([name, value]) => [name.toUpperCase(), value]))
  const read: Read = (field) => valuesOf(byName.get(field)).join(', ')
  const { addresses, isVerified } = readEmails(read)
  const [home, work] = [placeOf(read, 'PERSONAL'), placeOf(read, 'COMPANY')]
  const place = home.state || home.city ? home : work
  const { row } = normaliseRow(
    {
      email: addresses[0] ?? '',
      second_email: addresses[1] ?? '',
      phone: readNumbers(read, ['DIRECT_NUMBER', 'PERSONAL_PHONE']),
      mobile: readNumbers(read, ['MOBILE_PHONE']),
      first_name: read('FIRST_NAME'),
      last_name: read('LAST_NAME'),
      job_title: read('JOB_TITLE'),
      seniority: read('SENIORITY_LEVEL'),
      department: read('DEPARTMENT'),
      company_name: read('COMPANY_NAME'),
      company_domain: read('COMPANY_DOMAIN'),
      company_size: read('COMPANY_EMPLOYEE_COUNT'),
      revenue: read('COMPANY_REVENUE'),
      city: place.city,
      state: place.state,
      postal_code: place.zip,
      country: place.country,
      linkedin_url: read('LINKEDIN_URL'),
    },
    { defaultCountry: 'US' },
  )
  if (row === null) return null
  const own = placeIn(row.city, row.state, row.postal_code)
  const person = personOf(row, own, read, isVerified)
  return { person, lead: row, emails: addresses, places: [own, placeIn(work.city, work.state, work.zip)] }
}

function personOf(row: NormalisedLead, place: Place, read: Read, isVerified: boolean): AudiencePerson {
  const state = place.state?.startsWith('US-') ? place.state : null
  const { email, second_email, phone, mobile, first_name, last_name, full_name, job_title } = row
  const { seniority, department, company_name, company_domain, company_size, revenue } = row
  const industry = read('COMPANY_INDUSTRY')
  return {
    ref: read('UUID') || [row.email_key, row.phone, row.mobile, row.linkedin_url].find(Boolean) || '',
    ...{ email, email_verified: email !== null && isVerified, second_email, phone, mobile },
    ...{ first_name, last_name, full_name, job_title, seniority, department },
    ...{ company_name, company_domain, company_size, revenue },
    // Theirs is another list; a name that ours does not have says nothing to a filter.
    industry: industryOf(industry),
    naics: read('COMPANY_NAICS').match(/\b\d{2,6}\b/)?.[0] ?? null,
    ...{ city: place.city, state, postal_code: place.postal_code },
    country: row.country ?? (state ? 'US' : null),
    linkedin_url: row.linkedin_url,
    seen_on: lastSeen(read),
  }
}

function placeOf(read: Read, whose: 'PERSONAL' | 'COMPANY') {
  return {
    city: read(`${whose}_CITY`),
    state: read(`${whose}_STATE`),
    zip: read(`${whose}_ZIP`),
    country: read(whose === 'PERSONAL' ? 'COUNTRY' : 'COMPANY_COUNTRY'),
  }
}

function placeIn(city: string | null, state: string | null, zip: string | null): Place {
  const code = state?.toUpperCase() ?? ''
  return {
    city: city || null,
    state: US_STATES.has(code) ? `US-${code}` : state || null,
    postal_code: zip?.replace(/^(\d{5})-\d{4}$/, '$1') || null,
  }
}

function lastSeen(read: Read): string | null {
  const days = [
    read('BUSINESS_EMAIL_LAST_SEEN_BY_ESP_DATE'),
    read('PERSONAL_EMAIL_LAST_SEEN_BY_ESP_DATE'),
  ].flatMap((text) => /^(20\d\d-[01]\d-[0-3]\d)/.exec(text)?.[1] ?? [])
  return days.sort().at(-1) ?? null
}
