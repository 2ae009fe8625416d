import { isLeadField, LEAD_FIELDS, type LeadField } from './fields.ts'
import type { MappedColumn } from './map-columns.ts'

/** Header, or column number from 0, -> a field, `custom` to keep the column under its header, or null to leave it out. */
export type GivenMapping = Record<string, string | null>

export interface MappingError {
  path: string
  message: string
}

/**
 * The columns with what a person said in place of what was guessed. A field given to one column is taken from
 * the column that was guessed to hold it, which becomes a custom field.
 * @returns the errors instead, when any: unknown columns or fields, and fields given twice
 */
export function applyMapping(
  columns: readonly MappedColumn[],
  given: GivenMapping,
): { columns: MappedColumn[]; errors: [] } | { columns: null; errors: MappingError[] } {
  const errors: MappingError[] = []
  const wanted = new Map<number, LeadField | 'custom' | null>()
  const holders = new Map<string, string>()
  for (const [key, target] of Object.entries(given)) {
    const index = findColumn(columns, key)
    const message = problemOf(columns, key, index, target, wanted, holders)
    if (message !== null) errors.push({ path: `mapping.${key}`, message })
    else wanted.set(index, target as LeadField | 'custom' | null)
  }
  if (errors.length > 0) return { columns: null, errors }
  return { columns: columns.map((column) => remap(column, wanted, holders)), errors: [] }
}

/** By header as given, then whatever its case, then by number; -1 for none. */
function findColumn(columns: readonly MappedColumn[], key: string): number {
  const exact = columns.findIndex(({ header }) => header === key)
  if (exact >= 0) return exact
  const folded = key.trim().toLowerCase()
  const similar = columns.findIndex(({ header }) => header.toLowerCase() === folded)
  if (similar >= 0) return similar
  return /^\d+$/.test(key) && Number(key) < columns.length ? Number(key) : -1
}

function problemOf(
  columns: readonly MappedColumn[],
  key: string,
  index: number,
  target: string | null,
  wanted: ReadonlyMap<number, unknown>,
  holders: Map<string, string>,
): string | null {
  if (index < 0) {
    const names = columns.slice(0, 20).map(({ header }) => header)
    return `The file has no column "${key}". It has: ${names.join(', ')}${columns.length > 20 ? ' …' : ''}.`
  }
  if (wanted.has(index)) return `The column "${columns[index]?.header}" is given twice.`
  if (target === null || target === 'custom') return null
  if (typeof target !== 'string' || !isLeadField(target)) {
    return `"${target}" is no field. Fields: ${LEAD_FIELDS.join(', ')}, custom.`
  }
  const other = holders.get(target)
  if (other !== undefined) return `The field "${target}" is given to two columns, "${other}" and "${key}".`
  holders.set(target, key)
  return null
}

function remap(
  column: MappedColumn,
  wanted: ReadonlyMap<number, LeadField | 'custom' | null>,
  holders: ReadonlyMap<string, string>,
): MappedColumn {
  const target = wanted.get(column.index)
  if (target === undefined) {
    const lost = column.field !== null && holders.has(column.field)
    return lost ? { ...column, field: null, certainty: 'none' } : column
  }
  const field = target === 'custom' ? null : target
  return { ...column, field, ignored: target === null, certainty: field === null ? 'none' : 'known' }
}
