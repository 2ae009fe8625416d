import { join } from 'node:path'
import type { ColumnName, ColumnType } from '../scan/columns.ts'

/**
 * Where a version lies: DATA_DIR/audience/<id>/, written whole by the load and never changed after.
 *
 *     people.duckdb   people in the order of `ORDER`, their dictionaries (titles, companies, places) and keys
 *     columns/*.bin   what filters look at, one little-endian number a row
 *     manifest.json   written last: a folder without it is an unfinished load
 *
 * `people.row` is the place in that order, and so is `rowid`: somebody who needs a few people fetches them by
 * `rowid in (…)`, which reads only the pieces they lie in.
 */
export const AUDIENCE_DIR = 'audience'

/** What people are sorted by: who is searched for together stands together. */
export const ORDER = ['country', 'industry', 'company_size', 'seniority', 'department', 'state'] as const

export const COLUMNS: readonly { name: ColumnName; type: ColumnType }[] = [
  { name: 'title', type: 'u32' },
  { name: 'company', type: 'u32' },
  { name: 'place', type: 'u32' },
  { name: 'industry', type: 'u16' },
  { name: 'seniority', type: 'u8' },
  { name: 'department', type: 'u8' },
  { name: 'company_size', type: 'u8' },
  { name: 'country', type: 'u16' },
  { name: 'state', type: 'u16' },
  { name: 'contacts', type: 'u8' },
  { name: 'seen_day', type: 'u16' },
]

export function versionDir(dataDir: string, id: string): string {
  return join(dataDir, AUDIENCE_DIR, id)
}

export const peopleFile = (dir: string) => join(dir, 'people.duckdb')
export const columnFile = (dir: string, name: ColumnName) => join(dir, 'columns', `${name}.bin`)
export const manifestFile = (dir: string) => join(dir, 'manifest.json')
/** What only the load needs; gone when it ends. */
export const workDir = (dir: string) => join(dir, 'work')
