import type { AudienceFilter, FilterField, FlatFilter } from '../../schema.ts'

export interface Reason {
  field: FilterField
  reason: string
}

/** A nested filter as one flat one, for a provider whose filters have no groups. */
export interface Flattened {
  /** null: nobody can match it. */
  flat: FlatFilter | null
  /** What would change its meaning; then `flat` is not to be used. */
  cannot: Reason[]
}

/** Of these a person has one value, so that two lists at once mean what both have. */
const ONE_VALUE: readonly FilterField[] = [
  'seniorities',
  'departments',
  'company_sizes',
  'countries',
  'states',
]
/** Who has any of these is left out, so that two lists at once mean both. */
const LEAVING_OUT: readonly FilterField[] = [
  'job_titles_exclude',
  'company_names_exclude',
  'company_domains_exclude',
]
const NARROWER: Partial<Record<FilterField, (a: number, b: number) => number>> = {
  revenue_min: Math.max,
  revenue_max: Math.min,
  seen_within_days: Math.min,
}

export function flatten(filter: AudienceFilter): Flattened {
  if ('all' in filter) return filter.all.map(flatten).reduce(both)
  if ('any' in filter) return anyOf(filter)
  if ('none' in filter) return noneOf(filter)
  return { flat: filter, cannot: [] }
}

function both(one: Flattened, other: Flattened): Flattened {
  const cannot = [...one.cannot, ...other.cannot]
  if (one.flat === null || other.flat === null) return { flat: null, cannot }
  const merged: Record<string, unknown> = { ...one.flat }
  let isEmpty = false
  for (const field of fieldsOf(other.flat)) {
    const [a, b] = [one.flat[field], other.flat[field]]
    const value = a === undefined ? b : together(field, a, b)
    if (value === undefined) cannot.push({ field, reason: 'AudienceLab takes each field once in a search' })
    if (Array.isArray(value) && value.length === 0) isEmpty = true
    merged[field] = value
  }
  return { flat: isEmpty ? null : (merged as FlatFilter), cannot }
}

/** The one value that means both; undefined where there is none. */
function together(field: FilterField, a: unknown, b: unknown): unknown {
  if (JSON.stringify(a) === JSON.stringify(b)) return a
  if (Array.isArray(a) && Array.isArray(b)) {
    if (ONE_VALUE.includes(field)) return a.filter((value) => b.includes(value))
    if (LEAVING_OUT.includes(field)) return [...new Set([...a, ...b])]
  }
  return typeof a === 'number' && typeof b === 'number' ? NARROWER[field]?.(a, b) : undefined
}

/** Lists of one and the same field are one list. */
function anyOf({ any }: { any: AudienceFilter[] }): Flattened {
  const parts = any.map(flatten).filter((part) => !isNobody(part))
  const [first] = parts
  if (!first) return NOBODY
  if (parts.length === 1) return first
  if (parts.some(isEverybody)) return EVERYBODY
  const flats = parts.map(({ flat }) => flat ?? {})
  const [field, ...more] = [...new Set(flats.flatMap(fieldsOf))]
  const lists = flats.map((flat) => (field === undefined ? undefined : flat[field]))
  const isOneList =
    field !== undefined && more.length === 0 && !LEAVING_OUT.includes(field) && lists.every(Array.isArray)
  if (!isOneList || parts.some(({ cannot }) => cannot.length > 0)) {
    return refuse({ any }, 'AudienceLab can search for any of several groups only when all name one field')
  }
  return { flat: { [field]: [...new Set(lists.flat())] } as FlatFilter, cannot: [] }
}

/** Nobody with one of these titles is the one "none of" it has. */
function noneOf({ none }: { none: AudienceFilter[] }): Flattened {
  const parts = none.map(flatten).filter((part) => !isNobody(part))
  if (parts.some(isEverybody)) return NOBODY
  if (parts.length === 0) return EVERYBODY
  const titles = parts.flatMap(({ flat }) => flat?.job_titles ?? [])
  const isTitles = parts.every(
    ({ flat, cannot }) => cannot.length === 0 && flat?.job_titles && fieldsOf(flat).length === 1,
  )
  if (!isTitles) return refuse({ none }, 'AudienceLab can leave people out by job title only')
  return { flat: { job_titles_exclude: [...new Set(titles)] }, cannot: [] }
}

const NOBODY: Flattened = { flat: null, cannot: [] }
const EVERYBODY: Flattened = { flat: {}, cannot: [] }

function isNobody({ flat, cannot }: Flattened): boolean {
  return flat === null && cannot.length === 0
}

function isEverybody({ flat, cannot }: Flattened): boolean {
  return flat !== null && cannot.length === 0 && fieldsOf(flat).length === 0
}

function refuse(filter: AudienceFilter, reason: string): Flattened {
  return { flat: {}, cannot: namedIn(filter).map((field) => ({ field, reason })) }
}

function namedIn(filter: AudienceFilter): FilterField[] {
  const parts = 'all' in filter ? filter.all : 'any' in filter ? filter.any : 'none' in filter && filter.none
  return [...new Set(parts ? parts.flatMap(namedIn) : fieldsOf(filter as FlatFilter))]
}

function fieldsOf(flat: FlatFilter): FilterField[] {
  return (Object.keys(flat) as FilterField[]).filter((field) => flat[field] !== undefined)
}
