import { isNothing } from './clean-text.ts'
import { parseCompanySize } from './company-size.ts'
import { type EmailAddress, isPublicMailDomain } from './email.ts'
import { parseIndustry } from './industry.ts'
import { readLine } from './normalise-person.ts'
import type { RowNotes } from './notes.ts'
import { parseRevenue } from './revenue.ts'
import type { CompanySize, GivenLead } from './types.ts'
import { parseWebsite, registrableDomain } from './web-address.ts'

const MAX_COMPANY_CHARS = 200
const MAX_INDUSTRY_CHARS = 100

export interface Company {
  name: string | null
  domain: string | null
  industry: string | null
  size: CompanySize | null
  revenue: number | null
  website: string | null
}

/** @param revenueUnit what a bare number in the revenue column counts, in dollars */
export function normaliseCompany(
  given: GivenLead,
  email: EmailAddress | null,
  revenueUnit: number,
  notes: RowNotes,
): Company {
  const site = given.website ? parseWebsite(given.website) : null
  const size = given.company_size ? parseCompanySize(given.company_size) : null
  const revenue = given.revenue ? parseRevenue(given.revenue, revenueUnit) : null
  if (given.website) notes.keep('website', given.website, site?.url ?? null)
  if (given.company_size) notes.keep('company_size', given.company_size, size)
  if (given.revenue) notes.keep('revenue', given.revenue, revenue === null ? null : String(revenue))
  return {
    name: readLine('company_name', given.company_name, MAX_COMPANY_CHARS, notes),
    domain: companyDomain(given.company_domain, notes) ?? site?.domain ?? domainOfEmail(email),
    industry: readIndustry(given.industry, notes),
    size,
    revenue,
    website: site?.url ?? null,
  }
}

function companyDomain(given: string | undefined, notes: RowNotes): string | null {
  if (given === undefined || given === '' || isNothing(given.trim())) return null
  const domain = parseWebsite(given.replace(/^\s*@/, ''))?.domain ?? null
  notes.keep('company_domain', given, domain)
  return domain
}

/** The domain someone's work address tells; a provider's of mailboxes for anyone tells nothing. */
function domainOfEmail(email: EmailAddress | null): string | null {
  return email === null || isPublicMailDomain(email.domain) ? null : registrableDomain(email.domain)
}

function readIndustry(given: string | undefined, notes: RowNotes): string | null {
  const name = readLine('industry', given, MAX_INDUSTRY_CHARS, notes)
  if (name === null) return null
  const industry = parseIndustry(name)
  notes.keep('industry', given ?? '', industry)
  return industry
}
