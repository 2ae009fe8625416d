import type { LeadField } from '../mapping/fields.ts'
import type { MappedColumn } from '../mapping/map-columns.ts'
import { fieldReader } from './field-reader.ts'
import { type ColumnFacts, normaliseRow } from './normalise-row.ts'
import { revenueUnit } from './revenue.ts'
import type { NormaliseOptions, NormaliseResult } from './types.ts'

type MappedToField = MappedColumn & { field: LeadField }

/** The normaliser of one file's rows, cells in the order of its columns. */
export function normaliserFor(
  columns: readonly MappedColumn[],
  options: NormaliseOptions,
): (cells: readonly string[]) => NormaliseResult {
  const used = columns.filter(({ ignored }) => !ignored)
  const fields = used.filter((column): column is MappedToField => column.field !== null)
  const customs = used.filter(({ field }) => field === null)
  const facts = factsOf(fields)
  const read = fieldReader(new Map(fields.map(({ field, index }) => [field, index])))
  return (cells) => {
    const given = read(cells)
    if (customs.length > 0) given.custom = customOf(customs, cells)
    return normaliseRow(given, options, facts)
  }
}

function factsOf(fields: readonly MappedToField[]): ColumnFacts {
  const headers = new Map(fields.map(({ field, header }) => [field, header]))
  return {
    columnOf: (field) => headers.get(field) ?? field,
    revenueUnit: revenueUnit(headers.get('revenue') ?? ''),
  }
}

/** The filled cells by header, as given. */
function customOf(customs: readonly MappedColumn[], cells: readonly string[]): Record<string, string> {
  const custom: Record<string, string> = {}
  for (const { header, index } of customs) {
    const cell = cells[index] ?? ''
    if (cell !== '' && cell.trim() !== '') define(custom, header, cell)
  }
  return custom
}

/** Also for a header such as `__proto__`. */
function define(custom: Record<string, string>, header: string, cell: string): void {
  if (header === '__proto__')
    Object.defineProperty(custom, header, { value: cell, enumerable: true, configurable: true })
  else custom[header] = cell
}
