import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { to as copyTo } from 'pg-copy-streams'
import { clientOf, type Tx } from '../../../platform/db/index.ts'
import type { PeopleFile } from './people-file.ts'

/** Hashes of identities on their way from Postgres to DuckDB. Delete it when done. */
export interface KeyFile {
  path: string
  delete(): Promise<void>
}

/**
 * Writes what a Postgres query answers to a file: an identity, and whether it tells who somebody is also where an email
 * is known. A file, because neither database's rows then become objects here: 400,000 of them take 0.2 s.
 */
export async function copyKeys(tx: Tx, query: string): Promise<KeyFile> {
  const dir = await mkdtemp(join(tmpdir(), 'assay-keys-'))
  const path = join(dir, 'keys.csv')
  const copy = `copy (select encode(substring(identity for 8), 'hex'), is_sure from (${query}) keys) to stdout (format csv)`
  const file = { path, delete: () => rm(dir, { recursive: true, force: true }) }
  try {
    await pipeline(clientOf(tx).query(copyTo(copy)), createWriteStream(path, { mode: 0o600 }))
    return file
  } catch (error) {
    await file.delete()
    throw error
  }
}

/** Adds the rows that have one of the keys to a set of `people` rows, and deletes the file. */
export async function markRows(
  file: PeopleFile,
  keys: KeyFile,
  rows: Uint32Array,
  people: number,
): Promise<void> {
  try {
    await file.numbers(
      `select k.row from keys k join (
         select ('0x' || hash)::ubigint as hash, is_sure
         from read_csv($path, header = false, auto_detect = false, delim = ',', columns = {'hash': 'varchar', 'is_sure': 'boolean'})
       ) given on given.hash = k.hash where given.is_sure or k.bare`,
      { path: keys.path },
      people,
      (row) => {
        rows[row >>> 5] = (rows[row >>> 5] as number) | (1 << (row & 31))
      },
    )
  } finally {
    await keys.delete()
  }
}
