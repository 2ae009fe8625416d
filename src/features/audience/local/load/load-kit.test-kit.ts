import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { writeRow } from '../../../leads/index.ts'
import type { AudiencePerson } from '../../providers/provider.ts'
import { ColumnValues } from '../column-values.ts'
import { readManifest } from '../format.ts'
import { readPeople } from '../read-people.ts'
import { openRecords } from '../records.ts'
import { peopleFile } from './layout.ts'
import { type LoadReport, type LoadRequest, loadPeople } from './load-people.ts'

export interface LoadKit {
  folder: string
  /** Writes a file; answers how a load asks for it. */
  file(name: string, content: string | Buffer): Promise<{ path: string; name: string }>
  /** As a CSV file with these headers. */
  rows(name: string, rows: Record<string, string>[]): Promise<{ path: string; name: string }>
  load(
    files: { path: string; name: string }[],
    given?: Partial<LoadRequest>,
  ): Promise<LoadReport & { dir: string }>
  /** What a query says of a loaded version. */
  ask(dir: string, sql: string): Promise<Record<string, unknown>[]>
  /** Everybody of a loaded version, in order. */
  people(dir: string): Promise<(AudiencePerson & { row: number })[]>
  dispose(): Promise<void>
}

/** Loads into a folder of its own, without a database around it. */
export async function openLoadKit(): Promise<LoadKit> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-load-'))
  let loads = 0
  const file = async (name: string, content: string | Buffer) => {
    const path = join(folder, name)
    await writeFile(path, content)
    return { path, name }
  }
  return {
    folder,
    file,
    rows(name, rows) {
      const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))]
      const lines = rows.map((row) => writeRow(headers.map((header) => row[header] ?? '')))
      return file(name, writeRow(headers) + lines.join(''))
    },
    async load(files, given = {}) {
      const dir = join(folder, `version${++loads}`)
      const report = await loadPeople({
        ...{ id: `version${loads}`, dir, files, identityKey: Buffer.alloc(32, 7) },
        ...{ removed: nobody(), onProgress: () => {}, signal: new AbortController().signal, ...given },
      })
      return { ...report, dir }
    },
    async ask(dir, sql) {
      const instance = await DuckDBInstance.create(peopleFile(dir), {
        access_mode: 'READ_ONLY',
        threads: '1',
      })
      const connection = await instance.connect()
      try {
        return (await (await connection.run(sql)).getRowObjectsJson()) as Record<string, unknown>[]
      } finally {
        connection.closeSync()
        instance.closeSync()
      }
    },
    async people(dir) {
      const manifest = await readManifest(dir)
      const [columns, records] = [new ColumnValues(dir, manifest.columns), openRecords(dir)]
      try {
        const rows = Array.from({ length: manifest.people }, (_, row) => row)
        const people = await readPeople({ id: manifest.id, manifest, columns, records }, rows)
        return people.map((person, row) => ({ ...person, row }))
      } finally {
        columns.close()
        records.close()
      }
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}

async function* nobody(): AsyncGenerator<bigint[]> {}
