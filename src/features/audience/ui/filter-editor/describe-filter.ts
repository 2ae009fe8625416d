import type { AudienceFilter, FlatFilter } from '../../schema.ts'
import { anyOf, describePart } from './describe-part.ts'
import { type FilterPart, isPartSet } from './fields.ts'
import { countryName } from './words.ts'

type Target = 'audience' | 'leads'

/** A seniority as the subject of a sentence. */
const people = {
  c_suite: 'C-suite executives',
  vp: 'VPs',
  director: 'Directors',
  manager: 'Managers',
  individual: 'Individual contributors',
  entry: 'Entry-level people',
} as const

const contacts = { email: 'an email', phone: 'a phone', linkedin: 'LinkedIn' } as const

/** Each part as the words that follow the subject; `…` is where what was chosen goes. */
const phrases: [FilterPart, string][] = [
  ['departments', 'from …'],
  ['job_titles', 'titled …'],
  ['job_titles_exclude', 'not titled …'],
  ['industries', 'in …'],
  ['naics', 'in NAICS …'],
  ['company_names', 'at …'],
  ['company_names_exclude', 'not at …'],
  ['company_domains', 'at …'],
  ['company_domains_exclude', 'not at …'],
  ['company_sizes', 'at companies of … people'],
  ['revenue', 'at companies with … revenue'],
  ['cities', 'in …'],
  ['states', 'in …'],
  ['countries', 'in …'],
  ['postal_codes', 'in postal codes beginning with …'],
  ['near', '…'],
  ['seen_within_days', 'seen …'],
  ['statuses', 'with status …'],
  ['sources', 'from …'],
  ['tags', 'tagged …'],
  ['score', 'scored …'],
]

const withThe = new Set(['US', 'GB', 'NL', 'AE', 'PH', 'DO'])
const inWords = (country: string) => `${withThe.has(country) ? 'the ' : ''}${countryName(country)}`

function sayPart(filter: FlatFilter, part: FilterPart): string {
  return part === 'countries' ? anyOf((filter.countries ?? []).map(inWords)) : describePart(filter, part)
}

function contactPhrases({ has, verified, net_new }: FlatFilter): string[] {
  const said: string[] = []
  if (has) said.push(`with ${anyOf(has.map((contact) => contacts[contact]))}`)
  if (verified !== undefined) said.push(verified ? 'with a verified email' : 'without a verified email')
  if (net_new !== undefined) said.push(net_new ? 'new to you' : 'already yours')
  return said
}

function describeFlat(filter: FlatFilter, target: Target): string {
  const everybody = target === 'leads' ? 'All leads' : 'Everybody'
  const somebody = target === 'leads' ? 'Leads' : 'People'
  const said = phrases
    .filter(([part]) => isPartSet(filter, part))
    .map(([part, phrase]) => phrase.replace('…', () => sayPart(filter, part)))
  said.push(...contactPhrases(filter))
  const subject = filter.seniorities
    ? anyOf(
        filter.seniorities.map((seniority) => people[seniority]),
        'and',
      )
    : said.length > 0
      ? somebody
      : everybody
  return [said.length > 0 ? `${subject} ${said[0]}` : subject, ...said.slice(1)].join(', ')
}

/** Inside a sentence: groups in brackets; `VPs` and `C-suite` keep their capitals. */
function inner(part: AudienceFilter, target: Target): string {
  const text = describeFilter(part, target)
  const said = /^([A-Z]{2}|C-)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
  return 'any' in part || 'all' in part || 'none' in part ? `(${said})` : said
}

const join = (parts: AudienceFilter[], target: Target, between: string) =>
  parts.map((part) => inner(part, target)).join(between)

/**
 * A filter in plain words: `Directors and VPs in Software Development or Banking, in California, with an email`.
 * Groups: `Either …; or …`, `Both …; and …`, `Nobody of: …`.
 */
export function describeFilter(filter: AudienceFilter, target: Target = 'audience'): string {
  if ('any' in filter) {
    if (filter.any.length === 1) return describeFilter(filter.any[0] ?? {}, target)
    return `Either ${join(filter.any, target, '; or ')}`
  }
  if ('none' in filter) return `Nobody of: ${join(filter.none, target, '; or ')}`
  if ('all' in filter) {
    if (filter.all.length === 1) return describeFilter(filter.all[0] ?? {}, target)
    return `${filter.all.length === 2 ? 'Both' : 'All of:'} ${join(filter.all, target, '; and ')}`
  }
  return describeFlat(filter, target)
}
