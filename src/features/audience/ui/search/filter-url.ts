import type { SearchParams } from '../../../../ui/search-codec.ts'
import type { FilterField, FlatFilter } from '../../schema.ts'
import { filterParts } from '../filter-editor/fields.ts'
import { keepText, keptText } from './kept-lists.ts'

/** What a search page's address may hold: own leads' fields mean nothing in an audience. */
const fields: readonly FilterField[] = filterParts
  .filter(({ ownLeads }) => !ownLeads)
  .flatMap((part) => part.fields)

const NUMBERS = new Set<FilterField>(['revenue_min', 'revenue_max', 'seen_within_days'])
const SWITCHES = new Set<FilterField>(['verified', 'net_new'])
/** The router cuts a longer value. */
const MOST_LETTERS = 1500
const KEPT = '~'

const guard = (value: string) => value.replaceAll('%', '%25').replaceAll(',', '%2C')

function unguard(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function encode(value: FlatFilter[FilterField]): string {
  if (Array.isArray(value)) return value.map(guard).join(',')
  if (typeof value === 'object') return [value.lat, value.lon, value.km].join(',')
  return String(value)
}

function decode(field: FilterField, text: string): unknown {
  if (SWITCHES.has(field)) return text === 'true' || text === 'false' ? text === 'true' : undefined
  if (NUMBERS.has(field)) return /^\d{1,15}$/.test(text) ? Number(text) : undefined
  const values = text.split(',').map(unguard).filter(Boolean)
  if (field !== 'near') return values.length > 0 ? values : undefined
  const [lat, lon, km, ...rest] = values.map(Number)
  const isPoint = [lat, lon, km].every(Number.isFinite) && rest.length === 0
  return isPoint ? { lat, lon, km } : undefined
}

/** The address's part for a filter: `?industries=Banking&states=US-CA,US-NY`. What is not set is undefined. */
export function encodeUrl(filter: FlatFilter): Record<string, string | undefined> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = filter[field]
      if (value === undefined) return [field, undefined]
      const text = encode(value)
      return [field, text.length <= MOST_LETTERS ? text : `${KEPT}${keepText(text) ?? ''}`]
    }),
  )
}

/** The same for a link that begins a search. */
export function searchOf(filter: FlatFilter): SearchParams {
  return Object.fromEntries(
    Object.entries(encodeUrl(filter)).flatMap(([field, text]) => (text ? [[field, text]] : [])),
  )
}

export interface UrlFilter {
  filter: FlatFilter
  /** Lists that stand in this browser only, too long for a link. */
  kept: FilterField[]
  /** Lists the link names and this browser does not have. */
  missing: FilterField[]
}

/** What an address means; what it says wrongly it does not say. The server judges the values. */
export function decodeUrl(params: SearchParams): UrlFilter {
  const filter: Record<string, unknown> = {}
  const kept: FilterField[] = []
  const missing: FilterField[] = []
  for (const field of fields) {
    const given = params[field]
    if (!given) continue
    const isKept = given.startsWith(KEPT)
    const text = isKept ? keptText(given.slice(KEPT.length)) : given
    if (isKept) (text === null ? missing : kept).push(field)
    const value = text === null ? undefined : decode(field, text)
    if (value !== undefined) filter[field] = value
  }
  return { filter: filter as FlatFilter, kept, missing }
}
