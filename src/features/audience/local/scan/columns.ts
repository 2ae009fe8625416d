import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

export const COLUMN_NAMES = [
  ...(['title', 'company', 'place', 'industry', 'seniority', 'department'] as const),
  ...(['company_size', 'country', 'state', 'contacts', 'seen_day', 'person'] as const),
] as const
export type ColumnName = (typeof COLUMN_NAMES)[number]
export type ColumnType = 'u8' | 'u16' | 'u32'
export type Values = Uint8Array | Uint16Array | Uint32Array

/** Rows are looked at by the block; a block's results fit the processor's nearest cache. */
export const BLOCK_ROWS = 8_192
export const BLOCK_WORDS = BLOCK_ROWS / 32

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array }

/** Some rows of a column, as long as whole blocks: what is beyond the last row is 0 and never asked for. */
export interface Column {
  values: Values
  /** Smallest and largest value of each block; null for a column of many values, where they tell nothing. */
  low: Uint16Array | null
  high: Uint16Array | null
  /** How many rows have each value; null as above. */
  histogram: Uint32Array | null
}

export function readColumn(
  dir: string,
  name: ColumnName,
  type: ColumnType,
  from: number,
  to: number,
): Column {
  const size = ARRAYS[type].BYTES_PER_ELEMENT
  const blocks = Math.ceil((to - from) / BLOCK_ROWS)
  const values = new ARRAYS[type](blocks * BLOCK_ROWS)
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
  return type === 'u32'
    ? { values, low: null, high: null, histogram: null }
    : { values, ...measure(values, to - from, blocks) }
}

function measure(values: Values, rows: number, blocks: number) {
  const [low, high] = [new Uint16Array(blocks), new Uint16Array(blocks)]
  const histogram = new Uint32Array(values.BYTES_PER_ELEMENT === 1 ? 256 : 65_536)
  for (let block = 0; block < blocks; block++) {
    let [least, most] = [65_535, 0]
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
  return { low, high, histogram }
}
