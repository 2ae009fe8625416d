import { BLOCK_WORDS, type Column, type ColumnName } from './columns.ts'
import { addHistogram } from './histogram.ts'
import { matcherOf, type Slice } from './matcher.ts'
import type { Plan } from './plan.ts'

/** What to count by value: rows that match `base` and every part of `named` but those a column leaves out. */
export interface FacetRequest {
  base: Plan
  named: Plan[]
  columns: FacetColumn[]
}

interface FacetColumn {
  column: ColumnName
  /** How many codes there are. */
  codes: number
  /** Places in `named`. */
  without: number[]
}

interface Group {
  /** Places in `named` that count. */
  parts: number[]
  columns: { column: Column; counts: Uint32Array }[]
}

/** The counts by code of each column asked for. `blocks` are numbers of blocks with all their rows. */
export function countFacets(
  { base, named, columns }: FacetRequest,
  slice: Slice,
  blocks: Iterable<{ block: number; rows: Uint32Array }>,
): Uint32Array[] {
  const counts = columns.map(({ codes }) => new Uint32Array(codes))
  const groups = groupsOf(columns, named.length, slice, counts)
  const baseMatcher = matcherOf(base, slice)
  const parts = named.map((part) => matcherOf(part, slice))
  const based = new Uint32Array(BLOCK_WORDS)
  const hits = named.map(() => new Uint32Array(BLOCK_WORDS))
  const bits = new Uint32Array(BLOCK_WORDS)
  for (const { block, rows } of blocks) {
    if (!baseMatcher.run(block, rows, based)) continue
    for (const [i, part] of parts.entries()) part.run(block, based, hits[i] as Uint32Array)
    for (const group of groups) {
      bits.set(based)
      for (const i of group.parts) keep(bits, hits[i] as Uint32Array)
      for (const { column, counts } of group.columns) addHistogram(column, block, bits, counts)
    }
  }
  return counts
}

/** Columns that count the same rows are counted together. */
function groupsOf(columns: FacetColumn[], named: number, slice: Slice, counts: Uint32Array[]): Group[] {
  const groups = new Map<string, Group>()
  for (const [i, { column, without }] of columns.entries()) {
    const parts = Array.from({ length: named }, (_, part) => part).filter((part) => !without.includes(part))
    const group = groups.get(parts.join()) ?? { parts, columns: [] }
    group.columns.push({ column: slice.column(column), counts: counts[i] as Uint32Array })
    groups.set(parts.join(), group)
  }
  return [...groups.values()]
}

function keep(bits: Uint32Array, hits: Uint32Array): void {
  for (let w = 0; w < BLOCK_WORDS; w++) bits[w] = (bits[w] as number) & (hits[w] as number)
}
