import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ColumnName, ColumnType } from '../scan/columns.ts'
import { COLUMNS, columnFile } from './layout.ts'
import type { Numbers, WorkFile } from './work-file.ts'

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array }
const FROM: Partial<Record<ColumnName, string>> = {
  company: 'select n, company from coded join company_codes using (company_hash)',
  contacts: 'select n, verified from coded',
}
const CAN_MAIL = 1
const REACHABLE = 7
const VERIFIED = 8

/** What is known of each row by its number. */
export interface KnownRows {
  /** Of the people who stay, in their order. */
  order: Uint32Array
  fates: Uint8Array
  /** The number of each one's record. */
  records: Uint32Array
}

/** Writes what filters look at: a file of bare numbers for each column, in the order of the people. */
export async function writeColumns(work: WorkFile, dir: string, known: KnownRows): Promise<void> {
  await mkdir(join(dir, 'columns'), { recursive: true })
  const { order, fates } = known
  for (const { name, type } of COLUMNS) {
    const values = name === 'person' ? known.records : await readColumn(work, name, type, fates.length)
    if (name === 'contacts') addContacts(values, fates)
    const sorted = new ARRAYS[type](order.length)
    for (let row = 0; row < order.length; row++) sorted[row] = values[order[row] as number] as number
    await writeFile(columnFile(dir, name), sorted, { flush: true })
  }
}

async function readColumn(
  work: WorkFile,
  name: ColumnName,
  type: ColumnType,
  rows: number,
): Promise<Numbers> {
  const values = new ARRAYS[type](rows)
  for await (const [n, value] of work.numbers(FROM[name] ?? `select n, ${name} from coded`, ['u32', type]))
    for (let i = 0; i < n.length; i++) values[n[i] as number] = value[i] as number
  return values
}

function addContacts(verified: Numbers, fates: Uint8Array): void {
  for (let n = 0; n < fates.length; n++) {
    const contacts = (fates[n] as number) & REACHABLE
    const isVerified = verified[n] === 1 && (contacts & CAN_MAIL) !== 0
    verified[n] = contacts | (isVerified ? VERIFIED : 0)
  }
}
