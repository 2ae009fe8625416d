import type { FlatFilter } from '../../../audience/schema.ts'
import { describePart } from '../../../audience/ui/index.ts'
import type { Join, Rule, RuleField } from './tree.ts'

/** What follows `who`; `…` is where what was chosen goes. */
const phrases: Record<RuleField, string | ((filter: FlatFilter) => string)> = {
  seniorities: 'have the seniority …',
  departments: 'have the department …',
  job_titles: 'have the title …',
  job_titles_exclude: 'do not have the title …',
  industries: 'work in …',
  naics: 'work in NAICS …',
  company_names: 'work at …',
  company_names_exclude: 'do not work at …',
  company_domains: 'work at …',
  company_domains_exclude: 'do not work at …',
  company_sizes: 'work at a company of … people',
  revenue: 'work at a company with … revenue',
  countries: 'are in …',
  states: 'are in …',
  cities: 'are in …',
  postal_codes: 'are in a postal code beginning with …',
  near: 'are …',
  has: (filter) => `have ${contactWords(filter)}`,
  verified: ({ verified }) => (verified ? 'have a verified email' : 'have no verified email'),
  seen_within_days: 'were seen …',
  net_new: ({ net_new }) => (net_new ? 'are new to you' : 'are already yours'),
  statuses: 'have the status …',
  sources: 'came from …',
  tags: 'are tagged …',
  score: 'score …',
}

const contactWords = (filter: FlatFilter) =>
  describePart(filter, 'has').replace('Email', 'an email').replace('Phone', 'a phone')

/** A rule as the rest of a sentence: `work in Software Development or Banking`. */
export function ruleWords({ field, filter }: Rule): string {
  const phrase = phrases[field]
  return typeof phrase === 'string' ? phrase.replace('…', () => describePart(filter, field)) : phrase(filter)
}

/** What links a part of a group to what stands before it. */
export function linkWords(join: Join, index: number): string {
  if (join === 'none') return index === 0 ? 'except who' : 'or who'
  if (index === 0) return 'who'
  return join === 'all' ? 'and who' : 'or who'
}

export const joinWords: Record<Join, string> = {
  all: 'all of these',
  any: 'any of these',
  none: 'none of these',
}
