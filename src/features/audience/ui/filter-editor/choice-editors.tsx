import { useMemo } from 'react'
import type { FlatFilter } from '../../schema.ts'
import {
  COMPANY_SIZES,
  CONTACTS,
  DEPARTMENTS,
  LEAD_SOURCES,
  LEAD_STATUSES,
  SENIORITIES,
} from '../../values.ts'
import { ChoiceList } from './choice-list.tsx'
import { countryCodes } from './country-codes.ts'
import type { EditorProps } from './editor-props.ts'
import { partInfo, withFields } from './fields.ts'
import { namedStates, stateName } from './state-names.ts'
import { useSteady } from './use-steady.ts'
import * as words from './words.ts'

const named = <K extends string>(values: readonly K[], names: Record<K, string>) =>
  values.map((value) => ({ value, label: names[value] }))

const choices = {
  seniorities: named(SENIORITIES, words.seniorityWords),
  departments: named(DEPARTMENTS, words.departmentWords),
  company_sizes: named(COMPANY_SIZES, words.sizeWords),
  has: named(CONTACTS, words.contactWords),
  statuses: named(LEAD_STATUSES, words.statusWords),
  sources: named(LEAD_SOURCES, words.sourceWords),
} as const
export type ChoicePart = keyof typeof choices

/** Chosen from a closed list whose order means something. */
export function ChoiceEditor({ part, filter, onChange, counts }: EditorProps & { part: ChoicePart }) {
  const { label } = partInfo(part)
  return (
    <ChoiceList
      label={label}
      choices={choices[part]}
      counts={counts}
      values={filter[part] ?? []}
      onChange={(values) => onChange(withFields(filter, { [part]: values as FlatFilter[ChoicePart] }))}
    />
  )
}

const places = {
  countries: { known: countryCodes, nameOf: words.countryName },
  states: { known: namedStates, nameOf: stateName },
} as const

/** Countries and states by name: those with most people first, then by the alphabet. */
export function PlaceEditor({
  part,
  filter,
  onChange,
  counts,
}: EditorProps & { part: 'countries' | 'states' }) {
  const { known, nameOf } = places[part]
  const values = filter[part] ?? []
  const chosenCountries = filter.countries
  const steady = useSteady(counts)
  const options = useMemo(() => {
    const all = [...new Set([...(counts?.keys() ?? []), ...values, ...known])]
    const rows = all
      .filter((value) => part === 'countries' || isOf(value, chosenCountries) || values.includes(value))
      .map((value) => ({ value, label: nameOf(value), count: steady?.get(value) ?? 0 }))
    return rows.sort((a, b) => b.count - a.count || a.label.localeCompare(b.label))
  }, [counts, steady, values, known, nameOf, part, chosenCountries])
  return (
    <ChoiceList
      label={partInfo(part).label}
      choices={options}
      counts={counts}
      values={values}
      onChange={(next) => onChange(withFields(filter, { [part]: next }))}
    />
  )
}

/** A state of a country nobody chose would leave nobody. */
function isOf(state: string, countries: readonly string[] | undefined): boolean {
  return !countries || countries.some((country) => state.startsWith(`${country}-`))
}
