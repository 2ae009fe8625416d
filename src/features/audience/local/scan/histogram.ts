import { BLOCK_ROWS, BLOCK_WORDS, type Near } from './columns.ts'
import { bitsOf } from './fill-from.ts'

/** A word with fewer bits is done bit by bit; of others every row is looked at, since a guess that fails costs more. */
const FEW = 10

/**
 * Counts by value. Two arrays take turns: rows side by side often have the same value, and a processor waits for what it
 * has just written.
 */
export class Histogram {
  readonly #even: Uint32Array
  readonly #odd: Uint32Array

  constructor(codes: number) {
    this.#even = new Uint32Array(codes)
    this.#odd = new Uint32Array(codes)
  }

  /** Adds the rows of a block that are set in `bits`. */
  add(column: Near, block: number, bits: Uint32Array): void {
    const value = column.low[block] as number
    if (value === column.high[block]) this.#even[value] = (this.#even[value] as number) + countBits(bits)
    else addRows(column.values, block, bits, this.#even, this.#odd)
  }

  counts(): Uint32Array {
    return this.#even.map((count, code) => count + (this.#odd[code] as number))
  }
}

function addRows(
  values: Uint16Array,
  block: number,
  bits: Uint32Array,
  even: Uint32Array,
  odd: Uint32Array,
): void {
  let row = block * BLOCK_ROWS
  for (let w = 0; w < BLOCK_WORDS; w++, row += 32) {
    const word = bits[w] as number
    if (word === 0) continue
    if (bitsOf(word) > FEW) {
      for (let bit = 0; bit < 32; bit += 2) {
        const [one, other] = [values[row + bit] as number, values[row + bit + 1] as number]
        even[one] = (even[one] as number) + ((word >>> bit) & 1)
        odd[other] = (odd[other] as number) + ((word >>> (bit + 1)) & 1)
      }
    } else {
      for (let left = word; left !== 0; left &= left - 1) {
        const value = values[row + 31 - Math.clz32(left & -left)] as number
        even[value] = (even[value] as number) + 1
      }
    }
  }
}

export function countBits(bits: Uint32Array): number {
  let count = 0
  for (let w = 0; w < bits.length; w++) count += bitsOf(bits[w] as number)
  return count
}
