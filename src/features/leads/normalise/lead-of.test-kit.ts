import { normaliseRow } from './normalise-row.ts'
import type { GivenLead, NormalisedLead } from './types.ts'

/** The lead made of these values beside an email, which makes sure that the row is taken. */
export function leadOf(given: GivenLead, defaultCountry: string | null = 'US'): NormalisedLead {
  const { row } = normaliseRow({ email: 'ann@acme.example', ...given }, { defaultCountry })
  if (row === null) throw new Error('the row was rejected')
  return row
}

/** The lead as one would write it into a file again. */
export function givenOf(lead: NormalisedLead): GivenLead {
  const text = (value: string | number | null) => (value === null ? '' : String(value))
  return {
    email: text(lead.email),
    email_status: lead.email === null ? '' : lead.email_status,
    second_email: text(lead.second_email),
    second_email_status: lead.second_email === null ? '' : lead.second_email_status,
    phone: text(lead.phone),
    mobile: text(lead.mobile),
    phone_status: lead.phone === null ? lead.mobile_status : lead.phone_status,
    first_name: text(lead.first_name),
    last_name: text(lead.last_name),
    full_name: text(lead.full_name),
    job_title: text(lead.job_title),
    seniority: text(lead.seniority),
    department: text(lead.department),
    company_name: text(lead.company_name),
    company_domain: text(lead.company_domain),
    industry: text(lead.industry),
    company_size: text(lead.company_size),
    revenue: text(lead.revenue),
    city: text(lead.city),
    state: text(lead.state),
    postal_code: text(lead.postal_code),
    country: text(lead.country),
    linkedin_url: text(lead.linkedin_url),
    website: text(lead.website),
    notes: text(lead.notes),
    tags: lead.tags.join(', '),
    consent_source: text(lead.consent_source),
    consent_at: text(lead.consent_at),
    consent_text: text(lead.consent_text),
    consent_ip: text(lead.consent_ip),
    custom: lead.custom,
  }
}
