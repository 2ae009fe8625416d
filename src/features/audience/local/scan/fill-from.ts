import { BLOCK_ROWS, BLOCK_WORDS, type Values } from './columns.ts'

/** A word with fewer bits is done bit by bit. */
const FEW = 8

/**
 * The hot loop: a bit of `mask` stays in `out` when the table has a 1 for its row's value. Tells whether one did.
 * 1 to 2 ns a row where most are asked for; unrolled by hand, which halves it.
 */
export function fillFrom(
  values: Values,
  table: Uint8Array,
  block: number,
  mask: Uint32Array,
  out: Uint32Array,
): boolean {
  let row = block * BLOCK_ROWS
  let any = 0
  for (let w = 0; w < BLOCK_WORDS; w++, row += 32) {
    const asked = mask[w] as number
    if (asked === 0) {
      out[w] = 0
      continue
    }
    let hits = 0
    if (bitsOf(asked) <= FEW) {
      for (let left = asked; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left)
        hits |= (table[values[row + bit] as number] as number) << bit
      }
    } else {
      for (let bit = 0; bit < 32; bit += 4) {
        const at = row + bit
        hits |=
          ((table[values[at] as number] as number) |
            ((table[values[at + 1] as number] as number) << 1) |
            ((table[values[at + 2] as number] as number) << 2) |
            ((table[values[at + 3] as number] as number) << 3)) <<
          bit
      }
      hits &= asked
    }
    any |= hits
    out[w] = hits
  }
  return any !== 0
}

/** How many bits of a word are set. */
export function bitsOf(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
