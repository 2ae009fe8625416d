import type { LeadField } from '../mapping/fields.ts'
import type { GivenLead } from './types.ts'

/**
 * From the cells of a row to values by field. Written out, since an object literal of one shape is made several
 * times as fast as an object whose fields are set one by one by name.
 */
export function fieldReader(
  indexes: ReadonlyMap<LeadField, number>,
): (cells: readonly string[]) => GivenLead {
  const of = (field: LeadField) => indexes.get(field) ?? -1
  const email = of('email')
  const secondEmail = of('second_email')
  const phone = of('phone')
  const mobile = of('mobile')
  const firstName = of('first_name')
  const lastName = of('last_name')
  const fullName = of('full_name')
  const jobTitle = of('job_title')
  const seniority = of('seniority')
  const department = of('department')
  const companyName = of('company_name')
  const companyDomain = of('company_domain')
  const industry = of('industry')
  const companySize = of('company_size')
  const revenue = of('revenue')
  const city = of('city')
  const state = of('state')
  const postalCode = of('postal_code')
  const country = of('country')
  const linkedinUrl = of('linkedin_url')
  const website = of('website')
  const notes = of('notes')
  const tags = of('tags')
  const consentSource = of('consent_source')
  const consentAt = of('consent_at')
  const consentText = of('consent_text')
  const consentIp = of('consent_ip')
  const emailStatus = of('email_status')
  const secondEmailStatus = of('second_email_status')
  const phoneStatus = of('phone_status')
  return (cells) => ({
    email: cellAt(cells, email),
    second_email: cellAt(cells, secondEmail),
    phone: cellAt(cells, phone),
    mobile: cellAt(cells, mobile),
    first_name: cellAt(cells, firstName),
    last_name: cellAt(cells, lastName),
    full_name: cellAt(cells, fullName),
    job_title: cellAt(cells, jobTitle),
    seniority: cellAt(cells, seniority),
    department: cellAt(cells, department),
    company_name: cellAt(cells, companyName),
    company_domain: cellAt(cells, companyDomain),
    industry: cellAt(cells, industry),
    company_size: cellAt(cells, companySize),
    revenue: cellAt(cells, revenue),
    city: cellAt(cells, city),
    state: cellAt(cells, state),
    postal_code: cellAt(cells, postalCode),
    country: cellAt(cells, country),
    linkedin_url: cellAt(cells, linkedinUrl),
    website: cellAt(cells, website),
    notes: cellAt(cells, notes),
    tags: cellAt(cells, tags),
    consent_source: cellAt(cells, consentSource),
    consent_at: cellAt(cells, consentAt),
    consent_text: cellAt(cells, consentText),
    consent_ip: cellAt(cells, consentIp),
    email_status: cellAt(cells, emailStatus),
    second_email_status: cellAt(cells, secondEmailStatus),
    phone_status: cellAt(cells, phoneStatus),
    custom: undefined,
  })
}

function cellAt(cells: readonly string[], index: number): string {
  return index < 0 ? '' : (cells[index] ?? '')
}
