import { BLOCK_ROWS, BLOCK_WORDS } from './columns.ts'

/** A word with fewer bits is done bit by bit. */
const FEW = 8

/*
 * The hot loops, one for each kind of column, since a loop that sees arrays of two widths is slower for both: a bit of
 * `mask` stays in `out` when its row's value is wanted. They tell whether one did. 1 to 2 ns a row where most are asked
 * for; unrolled by hand, which halves it.
 */

/** Wanted is a value with a 1 in the table. */
export function fillNear(
  values: Uint16Array,
  table: Uint8Array,
  block: number,
  mask: Uint32Array,
  out: Uint32Array,
): boolean {
  let row = block * BLOCK_ROWS
  let any = 0
  for (let w = 0; w < BLOCK_WORDS; w++, row += 32) {
    const asked = mask[w] as number
    let hits = 0
    if (asked === 0) {
      out[w] = 0
      continue
    }
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

/** Wanted is a value in a set, a bit for each: of a million codes that is what the processor's cache still holds. */
export function fillFar(
  values: Uint32Array,
  set: Uint32Array,
  block: number,
  mask: Uint32Array,
  out: Uint32Array,
): boolean {
  let row = block * BLOCK_ROWS
  let any = 0
  for (let w = 0; w < BLOCK_WORDS; w++, row += 32) {
    const asked = mask[w] as number
    let hits = 0
    if (asked === 0) {
      out[w] = 0
      continue
    }
    if (bitsOf(asked) <= FEW) {
      for (let left = asked; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left)
        hits |= isIn(set, values[row + bit] as number) << bit
      }
    } else {
      for (let bit = 0; bit < 32; bit += 4) {
        const at = row + bit
        hits |=
          (isIn(set, values[at] as number) |
            (isIn(set, values[at + 1] as number) << 1) |
            (isIn(set, values[at + 2] as number) << 2) |
            (isIn(set, values[at + 3] as number) << 3)) <<
          bit
      }
      hits &= asked
    }
    any |= hits
    out[w] = hits
  }
  return any !== 0
}

function isIn(set: Uint32Array, value: number): number {
  return ((set[value >>> 5] as number) >>> value) & 1
}

/** How many bits of a word are set. */
export function bitsOf(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
