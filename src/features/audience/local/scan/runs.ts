import { BLOCK_ROWS, BLOCK_WORDS, paddedRows, type Rows, type RunColumn, readValues } from './columns.ts'
import { bitsOf } from './fill-from.ts'

/** A column as its runs: rows of one value side by side. Those of a block are no part of another. */
export interface Runs {
  values: Uint16Array
  /** Where each run begins and the last one ends. */
  starts: Uint32Array
  /** The first run of each block, and how many runs there are. */
  firsts: Uint32Array
}

export function readRuns(of: Rows, name: RunColumn): Runs {
  const rows = of.to - of.from
  const column = new Uint16Array(paddedRows(of))
  readValues(of, name, column)
  const [values, starts, firsts]: number[][] = [[], [], []]
  for (let row = 0; row < rows; row++) {
    const isFirst = row % BLOCK_ROWS === 0
    if (isFirst) firsts?.push(values?.length ?? 0)
    if (!isFirst && column[row] === column[row - 1]) continue
    values?.push(column[row] as number)
    starts?.push(row)
  }
  return {
    values: Uint16Array.from(values ?? []),
    starts: Uint32Array.from([...(starts ?? []), rows]),
    firsts: Uint32Array.from([...(firsts ?? []), values?.length ?? 0]),
  }
}

/** As `Matcher.run`, for rows whose value has a 1 in the table. */
export function fillFromRuns(
  { values, starts, firsts }: Runs,
  table: Uint8Array,
  block: number,
  mask: Uint32Array,
  out: Uint32Array,
): boolean {
  const [first, end] = [firsts[block] as number, firsts[block + 1] as number]
  let matching = 0
  for (let run = first; run < end; run++) matching += table[values[run] as number] as number
  if (matching === 0) {
    out.fill(0)
    return false
  }
  if (out !== mask) out.set(mask)
  if (matching === end - first) return true
  for (let run = first; run < end; run++) {
    if (table[values[run] as number] === 1) continue
    const [from, to] = [starts[run] as number, starts[run + 1] as number]
    clear(out, from - block * BLOCK_ROWS, to - block * BLOCK_ROWS)
  }
  let any = 0
  for (let w = 0; w < BLOCK_WORDS; w++) any |= out[w] as number
  return any !== 0
}

/** Adds to `counts`, by value, the rows of a block that are set in `bits`. */
export function addRuns(
  { values, starts, firsts }: Runs,
  block: number,
  bits: Uint32Array,
  counts: Uint32Array,
): void {
  for (let run = firsts[block] as number; run < (firsts[block + 1] as number); run++) {
    const [from, to] = [starts[run] as number, starts[run + 1] as number]
    const value = values[run] as number
    const here = countBetween(bits, from - block * BLOCK_ROWS, to - block * BLOCK_ROWS)
    counts[value] = (counts[value] as number) + here
  }
}

/** Bits of a word from one on. */
const from = (bit: number) => -1 << bit

function clear(bits: Uint32Array, first: number, end: number): void {
  const [word, last] = [first >>> 5, end >>> 5]
  if (word === last) {
    bits[word] = (bits[word] as number) & ~(from(first & 31) & ~from(end & 31))
    return
  }
  bits[word] = (bits[word] as number) & ~from(first & 31)
  bits.fill(0, word + 1, last)
  if (end & 31) bits[last] = (bits[last] as number) & from(end & 31)
}

function countBetween(bits: Uint32Array, first: number, end: number): number {
  const [word, last] = [first >>> 5, end >>> 5]
  if (word === last) return bitsOf((bits[word] as number) & from(first & 31) & ~from(end & 31))
  let count = bitsOf((bits[word] as number) & from(first & 31))
  for (let w = word + 1; w < last; w++) count += bitsOf(bits[w] as number)
  return end & 31 ? count + bitsOf((bits[last] as number) & ~from(end & 31)) : count
}
