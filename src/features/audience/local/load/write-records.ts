import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isKept } from './find-doubles.ts'
import { recordFiles } from './layout.ts'
import { recordSql } from './person-text.ts'
import { NONE } from './sort-rows.ts'
import { literal, type WorkFile } from './work-file.ts'
import { DICTIONARY_RECORDS } from './write-dictionaries.ts'

const SIZE = '(strlen(record) + 1)::uinteger'

/** Writes the texts of the dictionaries, by code. */
export async function writeDictionaryRecords(work: WorkFile, dir: string): Promise<void> {
  await mkdir(join(dir, 'records'), { recursive: true })
  for (const [name, columns] of Object.entries(DICTIONARY_RECORDS)) {
    const { texts, starts } = recordFiles(dir, name)
    const records = `select ${recordSql(columns)} as record from made.${name} order by code`
    await copyLines(work, records, texts)
    const ends = new Ends(await work.number(`select count(*) from made.${name}`))
    for await (const [sizes] of work.numbers(`select ${SIZE} from (${records})`, ['u32']))
      for (const size of sizes) ends.add(size)
    await writeFile(starts, ends.starts, { flush: true })
  }
}

/**
 * Writes the texts of the people who stay, in the order they were read, the mended ones last; answers the number of each
 * row's record. To sort them would write the dearest part of a load a second time.
 */
export async function writePeopleRecords(
  work: WorkFile,
  dir: string,
  fates: Uint8Array,
  people: number,
): Promise<Uint32Array> {
  const { texts, starts } = recordFiles(dir, 'people')
  await leaveOut(work, fates)
  const plain = 'from staged where record is not null'
  const mended = 'from mended where record is not null order by n'
  await copyLines(work, `select record ${plain}`, texts)
  for await (const batch of work.batches(`select record ${mended}`))
    await appendFile(texts, batch.map(([record]) => `${record}\n`).join(''))
  const records = new Uint32Array(fates.length).fill(NONE)
  const ends = new Ends(people)
  let next = 0
  for (const from of [plain, mended]) {
    for await (const [n, size] of work.numbers(`select n, ${SIZE} ${from}`, ['u32', 'u32'])) {
      for (let i = 0; i < n.length; i++) {
        records[n[i] as number] = next++
        ends.add(size[i] as number)
      }
    }
  }
  await writeFile(starts, ends.starts, { flush: true })
  return records
}

/** Nothing more is kept of who can be reached and does not stay: they are deleted, since a join would not keep the order. */
async function leaveOut(work: WorkFile, fates: Uint8Array): Promise<void> {
  await work.run('create table left_out (n uinteger)')
  const appender = await work.connection.createAppender('left_out')
  for (let n = 0; n < fates.length; n++) {
    if (fates[n] === 0 || isKept(fates[n])) continue
    appender.appendUInteger(n)
    appender.endRow()
  }
  appender.closeSync()
  for (const table of ['staged', 'mended'])
    await work.run(`delete from ${table} where n in (select n from left_out)`)
}

/** A line for each text a query answers, in its order. */
function copyLines(work: WorkFile, query: string, path: string): Promise<void> {
  // one column and no quotes: texts stand there as they are, so that their sizes tell where they begin
  return work.run(
    `copy (${query}) to ${literal(path)} (format csv, header false, delim '\x01', quote '', escape '')`,
  )
}

/** Where each of some texts begins and the last one ends, told by their sizes; bytes, exact up to 2^53. */
class Ends {
  readonly starts: Float64Array
  #texts = 0

  constructor(texts: number) {
    this.starts = new Float64Array(texts + 1)
  }

  add(bytes: number): void {
    this.starts[++this.#texts] = (this.starts[this.#texts - 1] as number) + bytes
  }
}
