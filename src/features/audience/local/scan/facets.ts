import { BLOCK_WORDS, type ColumnName, type Near } from './columns.ts'
import { Histogram } from './histogram.ts'
import { isRuns, type Matcher, matcherOf, type NearName, nearMatcher, type Slice } from './matcher.ts'
import type { Plan } from './plan.ts'
import { addRuns } from './runs.ts'
import { isTrait, TRAIT_CODES, type Trait, traitTable, VALUES_OF } from './traits.ts'

/** What to count by value: for each facet the rows that match `base` and what is named of every other facet. */
export interface FacetRequest {
  base: Plan
  facets: Facet[]
}

interface Facet {
  column: ColumnName
  /** How many codes there are. */
  codes: number
  /** What the filter names of it; null for nothing. */
  named: Plan | null
}

/** The counts by code of each facet. `blocks` are numbers of blocks with all their rows. */
export function countFacets(
  { base, facets }: FacetRequest,
  slice: Slice,
  blocks: Iterable<{ block: number; rows: Uint32Array }>,
): Uint32Array[] {
  const traits = new TraitFacets(facets, slice)
  const others = facets.filter(({ column }) => !isTrait(column)).map((facet) => otherFacet(facet, slice))
  const named = others.filter(({ matcher }) => matcher !== null)
  const baseMatcher = matcherOf(base, slice)
  const [all, most, strict, loose, bits] = [0, 0, 0, 0, 0].map(() => new Uint32Array(BLOCK_WORDS)) as Five
  for (const { block, rows } of blocks) {
    all.set(rows)
    most.set(rows)
    for (const { matcher, hits } of named) {
      matcher?.run(block, rows, hits)
      addPart(hits, all, most)
    }
    // Whoever two facets leave out is counted by none: what is asked of the others can be dear.
    traits.none.run(block, most, strict)
    traits.atMostOne.run(block, all, loose)
    for (let w = 0; w < BLOCK_WORDS; w++) bits[w] = (strict[w] as number) | (loose[w] as number)
    if (!baseMatcher.run(block, bits, bits)) continue
    keep(loose, bits)
    traits.counts.add(traits.column, block, loose)
    keep(strict, bits)
    for (const facet of others) {
      bits.set(strict)
      for (const other of named) if (other !== facet) keep(bits, other.hits)
      facet.count(block, bits)
    }
  }
  const counts = traits.counts.counts()
  return facets.map(
    (facet, i) =>
      others.find((other) => other.facet === facet)?.counts() ?? traits.countsOf(facet, i, counts),
  )
}

type Five = [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array]

/**
 * The facets of the columns that are one in memory. One histogram of who matches everything else tells all of them: each
 * one sums up the numbers that the others leave in.
 */
class TraitFacets {
  readonly column: Near
  readonly counts = new Histogram(TRAIT_CODES)
  /** Rows that none of these facets leaves out, or at most one. */
  readonly none: Matcher
  readonly atMostOne: Matcher
  /** For each number a bit for each facet that leaves it out. */
  readonly #fails = new Uint8Array(TRAIT_CODES)

  constructor(facets: Facet[], slice: Slice) {
    this.column = slice.near('traits')
    const fails = this.#fails
    for (const [i, { column, named }] of facets.entries()) {
      if (!named || !isTrait(column)) continue
      const table = traitTable(named)
      for (let code = 0; code < TRAIT_CODES; code++) if (table[code] === 0) fails[code] = fail(fails, code, i)
    }
    const none = fails.map((bits) => (bits === 0 ? 1 : 0))
    const atMostOne = fails.map((bits) => ((bits & (bits - 1)) === 0 ? 1 : 0))
    this.none = nearMatcher(none, this.column, slice.rows)
    this.atMostOne = nearMatcher(atMostOne, this.column, slice.rows)
  }

  /** What was counted, as one of the facets sees it. */
  countsOf({ column, codes }: Facet, i: number, counts: Uint32Array): Uint32Array {
    const values = VALUES_OF[column as Trait]
    const own = new Uint32Array(codes)
    for (let code = 0; code < TRAIT_CODES; code++) {
      if (((this.#fails[code] as number) & ~(1 << i)) !== 0) continue
      const value = values[code] as number
      own[value] = (own[value] as number) + (counts[code] as number)
    }
    return own
  }
}

const fail = (fails: Uint8Array, code: number, facet: number) => (fails[code] as number) | (1 << facet)

interface OtherFacet {
  facet: Facet
  matcher: Matcher | null
  /** Rows of a block that match what is named. */
  hits: Uint32Array
  count(block: number, bits: Uint32Array): void
  counts(): Uint32Array
}

function otherFacet(facet: Facet, slice: Slice): OtherFacet {
  const { column, codes, named } = facet
  const known = { facet, matcher: named && matcherOf(named, slice), hits: new Uint32Array(BLOCK_WORDS) }
  if (isRuns(column)) {
    const [runs, counts] = [slice.runs(column), new Uint32Array(codes)]
    return { ...known, count: (block, bits) => addRuns(runs, block, bits, counts), counts: () => counts }
  }
  const [near, counts] = [slice.near(column as NearName), new Histogram(codes)]
  return { ...known, count: (block, bits) => counts.add(near, block, bits), counts: () => counts.counts() }
}

/** Takes one part more: rows that matched `all` and do not match it are still in `most`, which one part may miss. */
function addPart(hits: Uint32Array, all: Uint32Array, most: Uint32Array): void {
  for (let w = 0; w < BLOCK_WORDS; w++) {
    const [hit, every] = [hits[w] as number, all[w] as number]
    most[w] = ((most[w] as number) & hit) | every
    all[w] = every & hit
  }
}

function keep(bits: Uint32Array, hits: Uint32Array): void {
  for (let w = 0; w < BLOCK_WORDS; w++) bits[w] = (bits[w] as number) & (hits[w] as number)
}
