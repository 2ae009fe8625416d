import {
  BLOCK_ROWS,
  BLOCK_WORDS,
  type FarColumn,
  type Near,
  type Rows,
  type RunColumn,
  readFar,
  readNear,
} from './columns.ts'
import { countFacets, type FacetRequest } from './facets.ts'
import { bitsOf } from './fill-from.ts'
import { countBits } from './histogram.ts'
import { matcherOf, type NearName, type Slice } from './matcher.ts'
import type { KeyedPlan } from './plan.ts'
import { type Runs, readRuns } from './runs.ts'
import { readTraits } from './traits.ts'

/** Results kept: a preview asks for count, facets and sample of the same rows. */
const KEPT = 4
const FULL = new Uint32Array(BLOCK_WORDS).fill(0xffffffff)

/**
 * A thread's rows in memory, a whole number of blocks before them, and what can be asked of them. `isStopped` is looked
 * at before every block. A column is read when it is first needed.
 */
export class Scanner implements Slice {
  readonly firstWord: number
  readonly rows: number
  readonly #of: Rows
  readonly #near = new Map<NearName, Near>()
  readonly #far = new Map<FarColumn, Uint32Array>()
  readonly #runs = new Map<RunColumn, Runs>()
  readonly #found = new Map<string, Uint32Array>()

  constructor(of: Rows) {
    this.#of = of
    this.firstWord = of.from / 32
    this.rows = of.to - of.from
  }

  near(name: NearName): Near {
    return kept(this.#near, name, () => (name === 'traits' ? readTraits(this.#of) : readNear(this.#of, name)))
  }

  far(name: FarColumn): Uint32Array {
    return kept(this.#far, name, () => readFar(this.#of, name))
  }

  runs(name: RunColumn): Runs {
    return kept(this.#runs, name, () => readRuns(this.#of, name))
  }

  /** How many match, and how many of those are not in `owned`. */
  count(
    wanted: KeyedPlan,
    owned: Uint32Array | null,
    isStopped: () => boolean,
  ): { count: number; fresh: number } {
    const found = this.#matches(wanted, isStopped)
    const count = countBits(found)
    if (!owned) return { count, fresh: count }
    let fresh = 0
    for (let w = 0; w < found.length; w++) {
      fresh += bitsOf((found[w] as number) & ~(owned[this.firstWord + w] ?? 0))
    }
    return { count, fresh }
  }

  facets(request: FacetRequest, isStopped: () => boolean): Uint32Array[] {
    return countFacets(request, this, this.#blocks(isStopped))
  }

  /** The rows, by number in the version, at these places among the thread's matches; places ascend. */
  rowsAt(wanted: KeyedPlan, places: number[], isStopped: () => boolean): number[] {
    const found = this.#matches(wanted, isStopped)
    const rows: number[] = []
    let before = 0
    for (let w = 0; w < found.length && rows.length < places.length; w++) {
      let word = found[w] as number
      const here = bitsOf(word)
      let skipped = 0
      while (rows.length < places.length && (places[rows.length] as number) < before + here) {
        for (; skipped < (places[rows.length] as number) - before; skipped++) word &= word - 1
        rows.push(this.#of.from + w * 32 + 31 - Math.clz32(word & -word))
      }
      before += here
    }
    return rows
  }

  #matches({ key, plan }: KeyedPlan, isStopped: () => boolean): Uint32Array {
    const kept = this.#found.get(key)
    const found = kept ?? this.#find(plan, isStopped)
    this.#found.delete(key)
    this.#found.set(key, found)
    if (this.#found.size > KEPT) this.#found.delete(this.#found.keys().next().value as string)
    return found
  }

  #find(plan: KeyedPlan['plan'], isStopped: () => boolean): Uint32Array {
    const matcher = matcherOf(plan, this)
    const found = new Uint32Array(Math.ceil(this.rows / BLOCK_ROWS) * BLOCK_WORDS)
    for (const { block, rows } of this.#blocks(isStopped)) {
      const out = found.subarray(block * BLOCK_WORDS, (block + 1) * BLOCK_WORDS)
      if (!matcher.run(block, rows, out)) out.fill(0)
    }
    return found
  }

  *#blocks(isStopped: () => boolean): Iterable<{ block: number; rows: Uint32Array }> {
    for (let block = 0; block * BLOCK_ROWS < this.rows; block++) {
      if (isStopped()) throw new DOMException('Stopped', 'AbortError')
      yield { block, rows: this.#allOf(block) }
    }
  }

  /** Every row of a block; the last one may not be full. */
  #allOf(block: number): Uint32Array {
    const left = this.rows - block * BLOCK_ROWS
    if (left >= BLOCK_ROWS) return FULL
    const mask = new Uint32Array(BLOCK_WORDS).fill(0xffffffff, 0, left >>> 5)
    if (left & 31) mask[left >>> 5] = (1 << (left & 31)) - 1
    return mask
  }
}

function kept<K, V>(known: Map<K, V>, name: K, read: () => V): V {
  const value = known.get(name) ?? read()
  known.set(name, value)
  return value
}
