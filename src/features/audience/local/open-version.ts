import type { Databases } from '../../../platform/db/index.ts'
import { ColumnValues } from './column-values.ts'
import { Dictionaries } from './dictionaries.ts'
import { type Manifest, readManifest } from './format.ts'
import { OwnedRows } from './owned-rows.ts'
import { PeopleFile } from './people-file.ts'
import { type AllRecords, openRecords } from './records.ts'
import { RemovedRows } from './removed-rows.ts'
import { ThreadPool } from './scan/thread-pool.ts'

/** A version of the audience that is being asked: its files, its threads and what is known beside them. */
export interface OpenVersion {
  id: string
  dir: string
  manifest: Manifest
  file: PeopleFile
  dictionaries: Dictionaries
  threads: ThreadPool
  columns: ColumnValues
  records: AllRecords
  removed: RemovedRows
  owned: OwnedRows
  close(): Promise<void>
}

export async function openVersion(db: Databases, id: string, dir: string): Promise<OpenVersion> {
  const manifest = await readManifest(dir)
  const file = await PeopleFile.open(dir)
  const records = openRecords(dir)
  const columns = new ColumnValues(dir, manifest.columns)
  const threads = new ThreadPool(dir, manifest.people)
  return {
    ...{ id, dir, manifest, file, threads, columns, records },
    dictionaries: new Dictionaries(file, manifest),
    removed: new RemovedRows(db, file, manifest.people),
    owned: new OwnedRows(db, file, manifest.people),
    async close() {
      await threads.close()
      file.close()
      columns.close()
      records.close()
    },
  }
}
