import type { Field } from './fields.ts'

/** Rows of one file, ready to be read by DuckDB, more than once. */
export interface Source {
  /** For messages. */
  name: string
  /** A table of DuckDB, or a call of one of its functions. */
  from: string
  /** The number of a row in it, from 0, in the order of the file. */
  at: string
  /** What of it is a field: the name of a column in `from`. */
  columns: Map<Field, string>
  /** Written behind a bare number in the revenue column. */
  revenueUnit: '' | 'K' | 'M'
}
