import { foldName } from '../../../leads/index.ts'
import { withIndustriesBelow } from '../../industries.ts'
import type { FilterField, FlatFilter } from '../../schema.ts'
import type { Profile } from './profile.ts'

type Says = { [F in FilterField]?: (value: NonNullable<FlatFilter[F]>, profile: Profile) => boolean }

/** Whether a profile says it is somebody else; one that says nothing of a field does not. */
const SAYS_OTHERWISE: Says = {
  industries: (labels, { person }) => isOther(person.industry, labels.flatMap(withIndustriesBelow)),
  naics: (codes, { person: { naics } }) =>
    naics !== null && !codes.some((code) => code.startsWith(naics) || naics.startsWith(code)),
  seniorities: (values, { person }) => isOther(person.seniority, values),
  departments: (values, { person }) => isOther(person.department, values),
  job_titles: (values, { person }) =>
    person.job_title !== null && !values.some((words) => hasWords(person.job_title, words)),
  job_titles_exclude: (values, { person }) => values.some((words) => hasWords(person.job_title, words)),
  company_names: (values, { person }) =>
    isOther(person.company_name && foldName(person.company_name), values.map(foldName)),
  company_sizes: (values, { person }) => isOther(person.company_size, values),
  revenue_min: (min, { person }) => person.revenue !== null && person.revenue < min,
  revenue_max: (max, { person }) => person.revenue !== null && person.revenue > max,
  countries: (codes, { person, places }) =>
    isOther(person.country, codes) || areAllOther(places, 'state', (state) => state.startsWith('US-')),
  states: (codes, { places }) => areAllOther(places, 'state', (state) => codes.includes(state)),
  cities: (values, { places }) => {
    const names = values.map(foldName)
    return areAllOther(places, 'city', (city) => names.includes(foldName(city)))
  },
  postal_codes: (codes, { places }) =>
    areAllOther(places, 'postal_code', (own) => codes.some((code) => own.startsWith(code))),
}

/** Whether somebody cannot be meant by the filter, so that AudienceLab should not have named them. */
export function contradicts(profile: Profile, filter: FlatFilter): boolean {
  return Object.entries(filter).some(([field, value]) => {
    const says = SAYS_OTHERWISE[field as FilterField] as
      | ((value: unknown, of: Profile) => boolean)
      | undefined
    return value !== undefined && says?.(value, profile) === true
  })
}

function isOther(own: string | null, wanted: readonly string[]): boolean {
  return own !== null && !wanted.includes(own)
}

/** Somebody lives in one place and works in another: either may be the one. */
function areAllOther(
  places: Profile['places'],
  part: keyof Profile['places'][number],
  isWanted: (value: string) => boolean,
): boolean {
  const known = places.flatMap((place) => place[part] ?? [])
  return known.length > 0 && !known.some(isWanted)
}

/** The words of an entry stand in a title one after the other. */
function hasWords(title: string | null, words: string): boolean {
  return title !== null && ` ${foldName(title)} `.includes(` ${foldName(words)} `)
}
