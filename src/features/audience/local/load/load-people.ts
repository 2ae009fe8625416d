import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { codePeople } from './code-people.ts'
import { gatherPeople } from './gather-people.ts'
import { COLUMNS, columnFile, manifestFile, ORDER, peopleFile, workDir } from './layout.ts'
import { LoadError } from './load-error.ts'
import { mendRows } from './mend-rows.ts'
import { openCsv } from './open-csv.ts'
import { openParquet } from './open-parquet.ts'
import { stageRows } from './stage-rows.ts'
import { WorkFile } from './work-file.ts'
import { writeColumns } from './write-columns.ts'
import { writeKeys } from './write-keys.ts'
import { writePeople } from './write-people.ts'

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
  onProgress(progress: LoadProgress): Promise<void>
  signal: AbortSignal
}

export const LOAD_STEPS = ['reading', 'normalising', 'coding', 'comparing', 'sorting', 'indexing'] as const
export interface LoadProgress {
  step: (typeof LOAD_STEPS)[number]
  rows_read: number
}

export interface LoadReport {
  people: number
  bytes: number
  rows_read: number
  /** Rows of people that were in it already. */
  duplicates: number
  /** Rows of people who were removed from the audience. */
  removed: number
  /** Rows of nobody who can be reached. */
  rejected: number
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
  let rowsRead = 0
  const tell = (step: LoadProgress['step']) => {
    signal.throwIfAborted()
    return onProgress({ step, rows_read: rowsRead })
  }
  await tell('reading')
  for (const [index, { path, name }] of files.entries()) {
    const source = await (isParquet(name) ? openParquet(work, path, name) : openCsv(work, path, name, index))
    await stageRows(work, source, index === 0, identityKey)
    rowsRead = await work.number('select count(*) from staged')
    await tell('reading')
  }
  await tell('normalising')
  await mendRows(work, () => tell('normalising'))
  await tell('coding')
  const lists = await codePeople(work)
  await tell('comparing')
  await gatherPeople(work, identityKey, removed)
  await tell('sorting')
  await writePeople(work, lists)
  const people = await work.number('select count(*) from made.people')
  if (people === 0) throw new LoadError(nobody(rowsRead))
  await tell('indexing')
  await writeColumns(work, dir)
  await writeKeys(work)
  const size = (table: string) => work.number(`select count(*) - 1 from made.${table}`)
  const manifest = {
    ...{ format: 1, id, people, columns: COLUMNS, ...lists },
    ...{ titles: await size('titles'), companies: await size('companies'), places: await size('places') },
    order: ORDER,
  }
  const [twice, gone, everyone] = await Promise.all([
    work.number(`select count(distinct n) from dropped where why = 'twice'`),
    work.number(`select count(distinct n) from dropped where why = 'removed'`),
    work.number('select count(*) from everyone'),
  ])
  await work.run('checkpoint made')
  await work.run('detach made')
  await writeFile(manifestFile(dir), JSON.stringify(manifest))
  const bytes = await sizeOf([peopleFile(dir), ...COLUMNS.map(({ name }) => columnFile(dir, name))])
  return {
    people,
    bytes,
    rows_read: rowsRead,
    duplicates: twice,
    removed: gone,
    rejected: rowsRead - everyone,
  }
}

const isParquet = (name: string) => /\.parquet$/i.test(name)

const nobody = (rows: number) =>
  `None of the ${rows.toLocaleString('en')} rows has an email, a phone number or a LinkedIn profile that can be used.`

async function sizeOf(paths: string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
