import { BLOCK_ROWS, BLOCK_WORDS, type Column } from './columns.ts'
import { bitsOf } from './fill-from.ts'

/** Adds to `counts`, by value, the rows of a block that are set in `bits`. */
export function addHistogram(
  { values, low, high }: Column,
  block: number,
  bits: Uint32Array,
  counts: Uint32Array,
): void {
  if (low && high && low[block] === high[block]) {
    const value = low[block] as number
    counts[value] = (counts[value] as number) + countBits(bits)
    return
  }
  let row = block * BLOCK_ROWS
  for (let w = 0; w < BLOCK_WORDS; w++, row += 32) {
    const word = bits[w] as number
    if (word === 0xffffffff) {
      for (let bit = 0; bit < 32; bit++) {
        const value = values[row + bit] as number
        counts[value] = (counts[value] as number) + 1
      }
      continue
    }
    for (let left = word; left !== 0; left &= left - 1) {
      const value = values[row + 31 - Math.clz32(left & -left)] as number
      counts[value] = (counts[value] as number) + 1
    }
  }
}

export function countBits(bits: Uint32Array): number {
  let count = 0
  for (let w = 0; w < bits.length; w++) count += bitsOf(bits[w] as number)
  return count
}
