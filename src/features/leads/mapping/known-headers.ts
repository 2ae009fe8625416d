import type { LeadField } from './fields.ts'
import { KNOWN_IN_OTHER_LANGUAGES } from './known-headers-languages.ts'
import { compact, simplifyHeader } from './simplify-header.ts'

/**
 * Headers that say what a column holds, from the exports of Apollo, ZoomInfo, HubSpot, Salesforce, LinkedIn,
 * Google Contacts, Mailchimp, Meta, RB2B, Brevo, ActiveCampaign, systeme.io, Kit and Instantly, in their order
 * of preference where a file has several for one field.
 */
const KNOWN: Record<LeadField, string> = {
  email:
    'email, email address, email 1 value, email id, business email, work email, professional email, primary email, ' +
    'corporate email, mail, email 1, email addr, personal email, email address 1, home email, company email',
  second_email:
    'second email, secondary email, email 2 value, email 2, email address 2, alternate email, alternative email, ' +
    'other email, additional email, tertiary email, email 3, email 3 value',
  phone:
    'phone, phone number, work direct phone, direct phone number, direct phone, direct dial, work phone, ' +
    'business phone, phone 1 value, phone 1, primary phone, main phone, telephone, telephone number, tel, tel no, ' +
    'phone no, phone num, contact number, contact no, contact phone number, personal phone, home phone, other phone',
  mobile:
    'mobile, mobile phone, mobile number, mobile phone number, cell, cell phone, cell number, cellphone number, ' +
    'mobile no, sms, whatsapp, whatsapp number, phone 2 value',
  first_name: 'first name, given name, fname, forename, first, givenname',
  last_name: 'last name, surname, family name, lname, last',
  full_name:
    'full name, name, contact name, client name, customer name, lead name, person name, display name, contact',
  job_title:
    'job title, title, position, job position, organization title, organization 1 title, designation, current title, ' +
    'work title, occupation, role, job role, job, headline',
  seniority: 'seniority, seniority level, management level, job level, job seniority',
  department:
    'department, departments, job function, organization department, organization 1 department, dept, function, ' +
    'job department',
  company_name:
    'company, company name, organization name, organization 1 name, organization, organisation, account name, ' +
    'associated company, primary associated company, current company, employer, business name, firm, account, ' +
    'organisation name, business, company name for emails, company name cleaned',
  company_domain:
    'company domain, company domain name, organization domain, website domain, domain, domain name',
  industry:
    'industry, company industry, primary industry, organization industry, industries, sector, vertical',
  company_size:
    'company size, employees, number of employees, employee count, no of employees, num employees, headcount, ' +
    'company employee count, company headcount, employee range, employee size, estimated num employees, ' +
    'company size range, employees count, staff count, total employees',
  revenue:
    'revenue, annual revenue, revenue in 000s usd, estimated revenue, estimate revenue, company revenue, ' +
    'company annual revenue, organization annual revenue, annual turnover, turnover, revenue range in usd, ' +
    'revenue range, yearly revenue, revenue usd, annual revenue usd, revenue in usd',
  city: 'city, person city, town, address 1 city, mailing city, city town, home city, locality, suburb, billing city',
  state:
    'state, person state, state province, state region, province, region, address 1 region, mailing state, ' +
    'mailing state province, state code, province state, home state, billing state, us state',
  postal_code:
    'postal code, zip code, zip, postcode, zip postal code, address 1 postal code, mailing zip postal code, ' +
    'mailing postal code, post code, billing zip, billing postal code',
  country:
    'country, person country, country region, address 1 country, mailing country, nation, country name, ' +
    'country code, billing country, cc',
  linkedin_url:
    'linkedin url, linkedin, linkedin profile, linkedin profile url, linkedin contact profile url, linkedin link, ' +
    'linkedin member url, contact linkedin url, person linkedin, linkedin person url, profile url, public profile url',
  website:
    'website, company website, website url, company url, web site, website 1 value, organization website, ' +
    'web, site, homepage, home page, company website url, website address, url, web address',
  notes: 'notes, note, comments, comment, description, remarks, remark, message, additional notes',
  tags: 'tags, tag, labels, label, contact tags',
  consent_source: 'consent source, opt in source, optin source, subscription source, signup source',
  consent_at:
    'consent at, consent date, consent time, consent timestamp, optin time, opt in time, opt in date, optin date, ' +
    'consented at, opted in at, confirm time, gdpr consent date',
  consent_text: 'consent text, consent wording, opt in text, consent statement, disclosure, tcpa text',
  consent_ip: 'consent ip, optin ip, opt in ip, consent ip address, confirm ip, signup ip',
  email_status:
    'email status, email verification status, email validation status, email verification, email validity, ' +
    'email valid, email deliverability, email quality, verification status, email verified, email result',
  second_email_status: 'second email status, secondary email status',
  phone_status: 'phone status, phone verification status, phone valid, phone validity, phone verified',
}

/** Where the company is; taken for the person's place only in a file that has no other. */
const OF_COMPANY: Partial<Record<LeadField, string>> = {
  city: 'company city, hq city, headquarters city, organization city, account city',
  state: 'company state, hq state, headquarters state, organization state, company region, company province',
  postal_code: 'company zip code, company postal code, company zip, hq zip, organization postal code',
  country: 'company country, hq country, headquarters country, organization country',
}

/** Headers of real exports that are none of our fields; a misspelt one of these must not become one. */
const OTHERS =
  'status, stage, source, rating, date, county, estate, photo, form, game, form name, formname, ad name, adname, ' +
  'owner, campaign, created, language, birthday, gender, budget, property, project, fax, street, address, age, ' +
  'departement, statue, counter, counts, count, score, value, currency, product, plan, amount, price, platform, ' +
  'middle, nickname, suffix, prefix, salutation, company id, phonetic, motes, rate, phase, device, keyword, quality'

export interface KnownHeader {
  field: LeadField
  /** The lower, the better among several columns for one field. */
  rank: number
  ofCompany: boolean
}

export const KNOWN_HEADERS: ReadonlyMap<string, KnownHeader> = collect()

/** Every word of a known header, and the short ones run together: what a misspelt word may have been meant as. */
export const HEADER_WORDS: ReadonlySet<string> = words()

function collect(): Map<string, KnownHeader> {
  const headers = new Map<string, KnownHeader>()
  const add = (lists: Partial<Record<LeadField, string>>, from: number, ofCompany: boolean) => {
    for (const [field, list] of Object.entries(lists) as [LeadField, string][]) {
      list.split(', ').forEach((header, i) => {
        const key = compact(simplifyHeader(header))
        if (!headers.has(key)) headers.set(key, { field, rank: from + i, ofCompany })
      })
    }
  }
  add(KNOWN, 0, false)
  add(KNOWN_IN_OTHER_LANGUAGES, 30, false)
  add(OF_COMPANY, 60, true)
  return headers
}

function words(): Set<string> {
  const lists = [KNOWN, KNOWN_IN_OTHER_LANGUAGES, OF_COMPANY].flatMap((fields) => Object.values(fields))
  const phrases = [...lists, OTHERS].flatMap((list) => list.split(', ').map(simplifyHeader))
  const short = phrases.filter((phrase) => phrase.split(' ').length === 2).map(compact)
  return new Set([...phrases.flatMap((phrase) => phrase.split(' ')), ...short])
}
