import { join } from 'node:path'
import type { ColumnName, ColumnType } from '../scan/columns.ts'

/**
 * Where a version lies: DATA_DIR/audience/<id>/, written whole by the load and never changed after.
 *
 *     people.duckdb   what is searched by text: dictionaries (titles, companies, places) and what people are known by
 *     columns/*.bin   what filters look at, one little-endian number a row, in the order of `ORDER`
 *     records/*       texts: of people in the order they were read, and of each dictionary by code; see `Records`
 *     manifest.json   written last: a folder without it is an unfinished load
 *
 * A row is a place in that order; `columns/person.bin` says which record is its person's.
 */
export const AUDIENCE_DIR = 'audience'
/** Counted up when a program could not read what the one before wrote. */
export const FORMAT = 2

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
  { name: 'person', type: 'u32' },
]

export function versionDir(dataDir: string, id: string): string {
  return join(dataDir, AUDIENCE_DIR, id)
}

export const peopleFile = (dir: string) => join(dir, 'people.duckdb')
export const columnFile = (dir: string, name: ColumnName) => join(dir, 'columns', `${name}.bin`)
/** Texts one after the other, a line each, and where each one begins and the last one ends, as 64-bit numbers. */
export const recordFiles = (dir: string, name: string) => ({
  texts: join(dir, 'records', `${name}.txt`),
  starts: join(dir, 'records', `${name}.bin`),
})
export const manifestFile = (dir: string) => join(dir, 'manifest.json')
/** What only the load needs; gone when it ends. */
export const workDir = (dir: string) => join(dir, 'work')
