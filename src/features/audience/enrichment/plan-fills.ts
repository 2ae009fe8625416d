import { ENRICHED_FIELDS, type EnrichedField, type Fills, type Known } from './fields.ts'

const LEGAL_FORM =
  /[\s,.]+(inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|co|company|gmbh|ag|sa|s\.a|bv|plc|llp)\.?$/i
const PLACE = ['country', 'state', 'city', 'postal_code'] as const
const OF_JOB: ReadonlySet<EnrichedField> = new Set(['seniority', 'department'])
const COMPANY_FACTS: readonly EnrichedField[] = ['company_domain', 'industry', 'company_size', 'revenue']
const OF_COMPANY: ReadonlySet<EnrichedField> = new Set([
  ...(['job_title', 'seniority', 'department', 'company_name', 'company_domain'] as const),
  ...(['industry', 'company_size', 'revenue'] as const),
])
const OF_PLACE: ReadonlySet<EnrichedField> = new Set(PLACE)

/**
 * What would be filled of somebody: what is empty and known, and what differs where the field may be overwritten; another
 * title or company brings its own facts. What belongs to another job, company or place than the one held is no answer to
 * what is missing of this one.
 */
export function planFills(held: Known, found: Known, chosen: ReadonlySet<EnrichedField>): Fills {
  const overwrite = withFacts(held, found, chosen)
  const isAgreed = agreement(held, found, overwrite)
  const fills: Fills = {}
  for (const field of ENRICHED_FIELDS) {
    const value = found[field]
    if (value === null || isSame(held[field], value)) continue
    if (overwrite.has(field) || (held[field] === null && isAgreed(field))) {
      Object.assign(fills, { [field]: value })
    }
  }
  return withoutTwice(held, fills)
}

/** What is overwritten when a title or a company is: what described the old one no longer does. */
function withFacts(
  held: Known,
  found: Known,
  chosen: ReadonlySet<EnrichedField>,
): ReadonlySet<EnrichedField> {
  const isAnother = (field: 'job_title' | 'company_name') =>
    chosen.has(field) && held[field] !== null && found[field] !== null && !isSame(held[field], found[field])
  return new Set([
    ...chosen,
    ...(isAnother('job_title') ? OF_JOB : []),
    ...(isAnother('company_name') && !areSameCompany(held, found) ? COMPANY_FACTS : []),
  ])
}

/** Whether what was found may stand beside what is held. */
function agreement(held: Known, found: Known, overwrite: ReadonlySet<EnrichedField>) {
  const replaces = (field: EnrichedField) => overwrite.has(field) && found[field] !== null
  const isSameCompany = replaces('company_name') || areSameCompany(held, found)
  const isSameJob =
    isSameCompany &&
    (replaces('job_title') ||
      held.job_title === null ||
      (found.job_title !== null && isSame(held.job_title, found.job_title)))
  const isSamePlace = PLACE.every(
    (field) =>
      held[field] === null || found[field] === null || isSame(held[field], found[field]) || replaces(field),
  )
  return (field: EnrichedField) => {
    if (OF_PLACE.has(field)) return isSamePlace
    if (OF_JOB.has(field)) return isSameJob
    return !OF_COMPANY.has(field) || isSameCompany
  }
}

/** By domain or by name. A domain that only the address tells, which is the address found, says nothing against it. */
function areSameCompany(held: Known, found: Known): boolean {
  if (held.company_name === null) {
    const isOfAddress = held.email?.endsWith(`@${held.company_domain}`) === true
    const isSameAddress = isSame(held.email, found.email) || isSame(held.email, found.second_email)
    if (held.company_domain === null || (isOfAddress && isSameAddress)) return true
  }
  if (held.company_domain !== null && isSame(held.company_domain, found.company_domain)) return true
  if (held.company_name === null || found.company_name === null) return false
  return companyKey(held.company_name) === companyKey(found.company_name)
}

function companyKey(name: string): string {
  return name
    .replace(LEGAL_FORM, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** One address or number in two fields says nothing new. */
function withoutTwice(held: Known, fills: Fills): Fills {
  const { ...left } = fills
  if (isSame(left.second_email ?? null, left.email ?? held.email)) delete left.second_email
  if (isSame(left.email ?? null, held.second_email) && left.second_email === undefined) delete left.email
  if (isSame(left.mobile ?? null, left.phone ?? held.phone)) delete left.mobile
  if (isSame(left.phone ?? null, held.mobile) && left.mobile === undefined) delete left.phone
  return left
}

function isSame(one: string | number | null, other: string | number | null): boolean {
  if (one === null || other === null) return false
  if (typeof one === 'number' || typeof other === 'number') return one === other
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
