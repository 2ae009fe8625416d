import { type GivenLead, type NormalisedLead, normaliseRow } from '../../leads/index.ts'
import type { WaitingLink } from './waiting-links.ts'

const CONTACT = ['email', 'second_email', 'phone', 'mobile', 'linkedin_url'] as const
const PERSON = ['first_name', 'last_name', 'full_name', 'job_title', 'seniority', 'department'] as const
const COMPANY = ['company_name', 'company_domain', 'company_size', 'revenue', 'industry'] as const
const PLACE = ['city', 'state', 'postal_code', 'country'] as const
const FIELDS = [...CONTACT, ...PERSON, ...COMPANY, ...PLACE]

/**
 * What a link says of the person, as a row of a file would say it: the same person from either is one lead. null when it
 * names nobody. Where the browser is tells how to read a phone number, not where the person lives.
 */
export function personOfLink({ kind, given, country }: WaitingLink): NormalisedLead | null {
  const lead: GivenLead = {}
  for (const field of FIELDS) if (typeof given[field] === 'string') lead[field] = given[field]
  // Anybody can say that an address is good; of a browser's word it is not believed.
  if (kind === 'superpixel' && given.email_status === 'valid') lead.email_status = 'valid'
  return normaliseRow(lead, { defaultCountry: country }).row
}
