import { readProfile } from './profile.ts'
import type { RawProfile } from './wire.ts'

const FIELDS = [
  ...(['email', 'second_email', 'phone', 'mobile', 'first_name', 'last_name', 'full_name'] as const),
  ...(['job_title', 'seniority', 'department', 'company_name', 'company_domain', 'company_size'] as const),
  ...(['industry', 'city', 'postal_code', 'country', 'linkedin_url'] as const),
] as const

/**
 * What a record of AudienceLab says of a person, by the names of a lead's fields, as a file's row would have it; null when
 * nobody can be reached by it.
 */
export function describeProfile(raw: RawProfile): Record<string, string> | null {
  const person = readProfile(raw)?.person
  if (!person) return null
  const given: Record<string, string> = {}
  for (const field of FIELDS) if (person[field] !== null) given[field] = person[field]
  // a lead keeps the state beside its country, an audience with it: US-CA
  if (person.state !== null) given.state = person.state.replace(/^[A-Z]{2}-/, '')
  if (person.revenue !== null) given.revenue = String(person.revenue)
  if (person.email !== null && person.email_verified) given.email_status = 'valid'
  return given
}
