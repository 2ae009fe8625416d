import { mkdir, rm } from 'node:fs/promises'
import type { LoadProgress } from '../../versions/schema.ts'
import { codePeople } from './code-people.ts'
import { findFates, sortKeys } from './find-doubles.ts'
import { workDir } from './layout.ts'
import { LoadError } from './load-error.ts'
import { mendRows } from './mend-rows.ts'
import { openCsv } from './open-csv.ts'
import { openParquet } from './open-parquet.ts'
import { giveRows } from './read-fields.ts'
import { countFates, readUnknown } from './read-report.ts'
import { rowsOf, sortRows } from './sort-rows.ts'
import { openStage, stageRows } from './stage-rows.ts'
import { WorkFile } from './work-file.ts'
import { writeColumns } from './write-columns.ts'
import { cleanRows, codeRows, writeCompanies, writePlaces } from './write-dictionaries.ts'
import { writeKeys } from './write-keys.ts'
import { sizeOf, writeManifest } from './write-manifest.ts'
import { writeDictionaryRecords, writePeopleRecords } from './write-records.ts'

const PROGRESS_MS = 500

export interface LoadFile {
  path: string
  /** For messages. */
  name: string
}

export interface LoadRequest {
  /** The version, and where it is written; the folder is made here. */
  id: string
  dir: string
  files: readonly LoadFile[]
  /** What identities are hashed with. */
  identityKey: Buffer
  /** Who must be left out: the first eight bytes of their identities, as big-endian numbers. */
  removed: AsyncIterable<bigint[]>
  onProgress(progress: LoadProgress): void
  signal: AbortSignal
}

export interface LoadReport {
  people: number
  bytes: number
  rows_read: number
  /** Rows of people that were in it already. */
  duplicates: number
  /** Rows of people who were erased from the audience. */
  removed: number
  /** Rows of nobody who can be reached. */
  left_out: number
  /** Values that nobody can search by, the most frequent first. */
  unknown: { field: string; value: string; rows: number }[]
}

/** Makes a version of people from files; nothing is left in `dir` when it fails. Throws LoadError for what a person can mend. */
export async function loadPeople(request: LoadRequest): Promise<LoadReport> {
  const { dir, signal } = request
  await mkdir(dir, { recursive: true })
  try {
    const work = await WorkFile.open(dir)
    const interrupt = () => work.interrupt()
    signal.addEventListener('abort', interrupt, { once: true })
    try {
      return await load(request, work)
    } finally {
      signal.removeEventListener('abort', interrupt)
      work.close()
      await rm(workDir(dir), { recursive: true, force: true })
    }
  } catch (error) {
    await rm(dir, { recursive: true, force: true })
    signal.throwIfAborted()
    throw error
  }
}

async function load(request: LoadRequest, work: WorkFile): Promise<LoadReport> {
  const { dir, id, files, identityKey, removed, onProgress, signal } = request
  let [step, rowsRead] = ['Reading', 0]
  const tell = () => onProgress({ step, rows_read: rowsRead, ...work.progress() })
  const begin = (next: string) => {
    signal.throwIfAborted()
    step = next
    tell()
  }
  const clock = setInterval(tell, PROGRESS_MS)
  try {
    const sources = []
    await openStage(work)
    for (const [index, { path, name }] of files.entries()) {
      begin(`Reading ${name}`)
      const source = await (isParquet(name)
        ? openParquet(work, path, name)
        : openCsv(work, path, name, index))
      await stageRows(work, source, rowsRead, identityKey)
      sources.push({ source, first: rowsRead })
      rowsRead = await work.number('select count(*) from staged')
    }
    await giveRows(work, sources)
    begin('Mending odd rows')
    await mendRows(work, () => signal.throwIfAborted())
    begin('Finding who is in it twice')
    await sortKeys(work, identityKey)
    const fates = await findFates(work, rowsRead, removed)
    const { people, ...counts } = countFates(fates)
    if (people === 0) throw new LoadError(nobody(rowsRead))
    begin('Coding titles, industries and places')
    const lists = await codePeople(work)
    await cleanRows(work)
    await writePlaces(work, lists)
    await codeRows(work)
    begin('Numbering companies')
    await writeCompanies(work)
    begin('Writing people')
    await writeDictionaryRecords(work, dir)
    const records = await writePeopleRecords(work, dir, fates, people)
    begin('Sorting people')
    const order = await sortRows(work, fates, people)
    begin('Writing columns')
    await writeColumns(work, dir, { order, fates, records })
    begin('Writing what people are known by')
    await writeKeys(work, rowsOf(order, rowsRead))
    signal.throwIfAborted()
    const unknown = await readUnknown(work)
    await writeManifest(work, { dir, id, people, lists })
    return { people, bytes: await sizeOf(dir), rows_read: rowsRead, ...counts, unknown }
  } finally {
    clearInterval(clock)
  }
}

const isParquet = (name: string) => /\.parquet$/i.test(name)

const nobody = (rows: number) =>
  `None of the ${rows.toLocaleString('en')} rows has an email, a phone number or a LinkedIn profile that can be used.`
