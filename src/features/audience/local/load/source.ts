import type { Field } from './fields.ts'

/** Rows of one file, ready to be read by DuckDB. */
export interface Source {
  /** For messages. */
  name: string
  /** A table of DuckDB, or a call of one of its functions. */
  from: string
  /** What of it is a field: the name of a column in `from`. */
  columns: Map<Field, string>
  /** Written behind a bare number in the revenue column. */
  revenueUnit: '' | 'K' | 'M'
  /** How the file is read when DuckDB refuses it; null when there is no other way. */
  slowly: (() => Promise<Source>) | null
}
