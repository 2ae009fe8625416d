import { type NormalisedLead, normaliseRow } from '../../leads/index.ts'
import type { AudiencePerson } from '../providers/provider.ts'

/**
 * A person in the form a lead is stored by, with the pull's tags; null for one that cannot be reached. It goes the way
 * of an imported row, so that the same person from a file and from the audience is one person.
 */
export function leadOfPerson(person: AudiencePerson, tags: string[]): NormalisedLead | null {
  const { row } = normaliseRow(
    {
      email: text(person.email),
      email_status: person.email_verified ? 'valid' : '',
      second_email: text(person.second_email),
      phone: text(person.phone),
      mobile: text(person.mobile),
      first_name: text(person.first_name),
      last_name: text(person.last_name),
      full_name: text(person.full_name),
      job_title: text(person.job_title),
      seniority: text(person.seniority),
      department: text(person.department),
      company_name: text(person.company_name),
      company_domain: text(person.company_domain),
      industry: text(person.industry),
      company_size: text(person.company_size),
      revenue: person.revenue === null ? '' : String(person.revenue),
      city: text(person.city),
      // a lead keeps the state beside its country, an audience with it: US-CA
      state: text(person.state).replace(/^[A-Z]{2}-/, ''),
      postal_code: text(person.postal_code),
      country: text(person.country),
      linkedin_url: text(person.linkedin_url),
      custom: customOf(person),
    },
    { defaultCountry: null },
  )
  return row && { ...row, tags }
}

/** What a lead has no field for. */
function customOf({ naics, seen_on }: AudiencePerson): Record<string, string> {
  return { ...(naics === null ? {} : { naics }), ...(seen_on === null ? {} : { seen_on }) }
}

function text(value: string | null): string {
  return value ?? ''
}
