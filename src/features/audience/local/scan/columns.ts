import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

export const COLUMN_NAMES = [
  ...(['title', 'company', 'place', 'industry', 'seniority', 'department'] as const),
  ...(['company_size', 'country', 'state', 'contacts', 'seen_day', 'person'] as const),
] as const
export type ColumnName = (typeof COLUMN_NAMES)[number]
export type ColumnType = 'u8' | 'u16' | 'u32'

/** Of many values, told by a set of codes. */
export type FarColumn = 'title' | 'company' | 'place'
/** What people are sorted by first: the same value for many rows side by side. */
export type RunColumn = 'country' | 'industry'

/** Rows are looked at by the block; a block's results fit the processor's nearest cache. */
export const BLOCK_ROWS = 8_192
export const BLOCK_WORDS = BLOCK_ROWS / 32

const CODES = 65_536

/** Some rows of a column of few values, as long as whole blocks: what is beyond the last row is 0 and never asked for. */
export interface Near {
  values: Uint16Array
  /** Smallest and largest value of each block. */
  low: Uint16Array
  high: Uint16Array
  /** How many rows have each value. */
  histogram: Uint32Array
}

/** Where a version's columns lie, and which rows of them. */
export interface Rows {
  dir: string
  from: number
  to: number
}

export function readFar(of: Rows, name: FarColumn): Uint32Array {
  const values = new Uint32Array(paddedRows(of))
  readValues(of, name, values)
  return values
}

export function readNear(of: Rows, name: ColumnName): Near {
  const values = new Uint16Array(paddedRows(of))
  readValues(of, name, values)
  return measured(values, of.to - of.from)
}

export function paddedRows({ from, to }: Rows): number {
  return Math.ceil((to - from) / BLOCK_ROWS) * BLOCK_ROWS
}

/** Reads the rows of a column to the beginning of `values`, whose numbers are as wide as the file's. */
export function readValues(
  { dir, from, to }: Rows,
  name: ColumnName,
  values: Uint8Array | Uint16Array | Uint32Array,
): void {
  const size = values.BYTES_PER_ELEMENT
  const bytes = new Uint8Array(values.buffer, 0, (to - from) * size)
  const file = openSync(join(dir, 'columns', `${name}.bin`), 'r')
  try {
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(file, bytes, done, bytes.length - done, from * size + done)
      if (read === 0) throw new Error(`Column ${name} of ${dir} ends early`)
      done += read
    }
  } finally {
    closeSync(file)
  }
}

export function measured(values: Uint16Array, rows: number): Near {
  const blocks = values.length / BLOCK_ROWS
  const [low, high] = [new Uint16Array(blocks), new Uint16Array(blocks)]
  const histogram = new Uint32Array(CODES)
  for (let block = 0; block < blocks; block++) {
    let [least, most] = [CODES - 1, 0]
    const end = Math.min(rows, (block + 1) * BLOCK_ROWS)
    for (let row = block * BLOCK_ROWS; row < end; row++) {
      const value = values[row] as number
      histogram[value] = (histogram[value] as number) + 1
      if (value < least) least = value
      if (value > most) most = value
    }
    low[block] = least
    high[block] = most
  }
  return { values, low, high, histogram }
}
