import type { AudienceFacets, FacetField } from '../providers/provider.ts'
import { CONTACT_BITS, FIXED_LISTS, type Manifest, VERIFIED_BIT } from './format.ts'
import type { OpenVersion } from './open-version.ts'
import { type TopPart, together } from './plan-filter.ts'
import type { ColumnName } from './scan/columns.ts'

const CONTACTS = 16
const COLUMNS: Record<FacetField, ColumnName> = {
  industries: 'industry',
  seniorities: 'seniority',
  departments: 'department',
  company_sizes: 'company_size',
  countries: 'country',
  states: 'state',
  has: 'contacts',
  verified: 'contacts',
}
const FIELDS = Object.keys(COLUMNS) as FacetField[]

/** How many match by each value of every facet; a facet the filter names at its top counts as if it did not. */
export async function countFacets(
  { threads, manifest }: OpenVersion,
  parts: TopPart[],
  signal: AbortSignal | undefined,
): Promise<AudienceFacets> {
  const isFacet = ({ field }: TopPart) => field !== null && field in COLUMNS
  const base = together(parts.filter((part) => !isFacet(part)).map(({ plan }) => plan))
  const facets = FIELDS.map((facet) => {
    const named = parts.filter(({ field }) => field === facet).map(({ plan }) => plan)
    return {
      column: COLUMNS[facet],
      codes: listOf(manifest, facet)?.length ?? CONTACTS,
      named: named.length > 0 ? together(named) : null,
    }
  })
  const answers = await threads.ask('facets', { base, facets }, signal)
  const entries = FIELDS.map((facet, i) => {
    const counts = answers.map((answer) => answer[i] ?? new Uint32Array())
    const sums = Array.from(counts[0] ?? [], (_, code) =>
      counts.reduce((sum, one) => sum + (one[code] ?? 0), 0),
    )
    return [facet, mostFirst(valuesOf(facet, sums, listOf(manifest, facet)))]
  })
  return Object.fromEntries(entries)
}

interface Counted {
  value: string
  count: number
}

function valuesOf(facet: FacetField, sums: number[], list: readonly string[] | null): Counted[] {
  if (list) return list.map((value, code) => ({ value, count: code > 0 ? (sums[code] ?? 0) : 0 }))
  const withBits = (bits: number) =>
    sums.reduce((sum, count, value) => ((value & bits) !== 0 ? sum + count : sum), 0)
  if (facet === 'has') {
    return Object.entries(CONTACT_BITS).map(([value, bit]) => ({ value, count: withBits(bit) }))
  }
  const all = sums.reduce((sum, count) => sum + count, 0)
  const verified = withBits(VERIFIED_BIT)
  return [
    { value: 'true', count: verified },
    { value: 'false', count: all - verified },
  ]
}

function listOf(manifest: Manifest, facet: FacetField): readonly string[] | null {
  if (facet === 'industries') return manifest.industries
  if (facet === 'countries') return manifest.countries
  if (facet === 'states') return manifest.states
  const column = COLUMNS[facet]
  return column in FIXED_LISTS ? FIXED_LISTS[column as keyof typeof FIXED_LISTS] : null
}

function mostFirst(counted: Counted[]): Counted[] {
  return counted
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
