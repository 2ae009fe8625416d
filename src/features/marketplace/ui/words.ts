import { formatCount } from '../../../ui/index.ts'
import { SENIORITIES, SENIORITY_WORDS } from '../../leads/values.ts'
import type { Listing, SkipReason } from '../schema.ts'

/** How the pages say what the API calls by a code. */
export const seniorities = SENIORITIES.map((value) => ({ value, label: SENIORITY_WORDS[value] }))

const acronyms = new Set(
  'ceo cfo coo cto cio cmo cro cpo chro ciso cso cdo cco vp svp evp avp hr it seo sem crm erp sap ux ui smb'.split(
    ' ',
  ),
)

const capital = (word: string) =>
  acronyms.has(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)

export function seniorityWord(value: Listing['seniority']): string | null {
  return value && SENIORITY_WORDS[value]
}

/** `human_resources` -> `Human resources`, `hr` -> `HR`. */
export function departmentWord(value: string | null): string | null {
  return value && capital(value.replaceAll('_', ' '))
}

type Facts = Pick<Listing, 'title_words' | 'seniority' | 'department'>

/** What may be told of the job: "VP Sales". Never the title itself. */
export function headlineOf({ title_words, seniority, department }: Facts): string {
  if (title_words.length > 0) return title_words.map(capital).join(' ')
  return (
    [seniorityWord(seniority), departmentWord(department)].filter(Boolean).join(', ') || 'Title not given'
  )
}

/** `501-1000` -> `501–1,000`. */
export function sizeWord(size: Listing['company_size']): string | null {
  if (!size) return null
  const number = (text: string) => formatCount(Number(text))
  if (size.endsWith('+')) return `${number(size.slice(0, -1))}+`
  return size.split('-').map(number).join('–')
}

const regions = new Intl.DisplayNames('en', { type: 'region' })

export function countryWord(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}

/** `US-CA` -> `CA, United States`. */
export function stateWord(code: string): string {
  const [country = '', state = ''] = code.split('-')
  return `${state}, ${countryWord(country)}`
}

export function placeOf({ state, country }: Pick<Listing, 'state' | 'country'>): string | null {
  if (state) return stateWord(state)
  return country ? countryWord(country) : null
}

/** For a narrow column: `CA, US`. */
export function shortPlaceOf({ state, country }: Pick<Listing, 'state' | 'country'>): string | null {
  if (!state) return country ? countryWord(country) : null
  return state.split('-').reverse().join(', ')
}

export function ageWord(days: number): string {
  if (days === 0) return 'Today'
  return days === 1 ? '1 day' : `${formatCount(days)} days`
}

export function leftWord({ exclusive, left, max_buyers }: Listing): string {
  if (left <= 0) return 'Sold out'
  return exclusive ? 'Only for you' : `${formatCount(left)} of ${formatCount(max_buyers)} left`
}

/** Why listings were left out of an order; `one` of them or several. */
export const skipWords: Record<SkipReason, { label: string; one: string; many: string }> = {
  sold_out: {
    label: 'Sold out',
    one: 'Somebody else bought it first.',
    many: 'Others bought them first.',
  },
  already_owned: {
    label: 'Already owned',
    one: 'You already have this person, so you were not charged again.',
    many: 'You already have these people, so you were not charged again.',
  },
  same_person: {
    label: 'Same person twice',
    one: 'It is the same person as another lead of this order, so you were charged once.',
    many: 'They are the same people as other leads of this order, so you were charged once.',
  },
  withdrawn: {
    label: 'Withdrawn',
    one: 'Its partner took it off the market, or its time ran out.',
    many: 'Their partners took them off the market, or their time ran out.',
  },
  own_listing: {
    label: 'Your own listing',
    one: 'Your workspace sells it, so it cannot buy it.',
    many: 'Your workspace sells them, so it cannot buy them.',
  },
  suppressed: {
    label: 'Must not be sold',
    one: 'This person must not be contacted or sold.',
    many: 'These people must not be contacted or sold.',
  },
  held: {
    label: 'Held for somebody else',
    one: 'Somebody else is deciding about it. It comes back within minutes, unless they buy it.',
    many: 'Others are deciding about them. They come back within minutes, unless they are bought.',
  },
}
