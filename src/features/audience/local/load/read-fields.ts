import { FIELDS, type Field } from './fields.ts'
import type { Source } from './source.ts'
import type { WorkFile } from './work-file.ts'

/** Dates are ISO 8601, as days or times. */
const dayOf = (value: string) => `coalesce(try_cast(${value} as date), try_cast(${value} as timestamp)::date)`

/** The fields of a file's rows in SQL: texts, or null; places as numbers; when somebody was seen as a day. */
export function readFields(source: Source, fields: readonly Field[] = FIELDS): string {
  return fields.map((field) => `${read(source, field)} as ${field}`).join(', ')
}

/** The view `given`: the rows of all files, numbered in the order they were read. */
export async function giveRows(work: WorkFile, sources: { source: Source; first: number }[]): Promise<void> {
  const rows = sources.map(
    ({ source, first }) =>
      `select (${first} + ${source.at})::uinteger as n, ${readFields(source)} from ${source.from}`,
  )
  await work.run(`create view given as ${rows.join(' union all ')}`)
}

function read({ columns, revenueUnit }: Source, field: Field): string {
  const column = columns.get(field)
  // as they are stored, since writing ten million numbers as text and reading them again takes seconds
  if (field === 'lat' || field === 'lon') return `try_cast(${column ?? 'null'} as double)`
  if (field === 'seen_on') return dayOf(column ?? 'null::date')
  if (column === undefined) return 'null::varchar'
  const value = `nullif(${column}::varchar, '')`
  if (field !== 'revenue' || revenueUnit === '') return value
  const bare = `regexp_full_match(${value}, '[0-9][0-9.,]*')`
  return `case when ${bare} then ${value} || '${revenueUnit}' else ${value} end`
}
