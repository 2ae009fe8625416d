import { BLOCK_WORDS, type ColumnName, type FarColumn, type Near, type RunColumn } from './columns.ts'
import { fillFar, fillNear } from './fill-from.ts'
import type { Plan } from './plan.ts'
import { fillFromRuns, type Runs } from './runs.ts'
import { isOfTraits, traitTable } from './traits.ts'

/**
 * Finds the rows of a block that match. `run` writes to `out` those bits of `mask` that do (both may be the same
 * array) and tells whether there are any.
 */
export interface Matcher {
  run(block: number, mask: Uint32Array, out: Uint32Array): boolean
  /** About which part of all rows matches, and what a row costs; to do first what leaves least to do. */
  share: number
  cost: number
}

export interface Slice {
  /** Of the first row; rows of a thread begin with a whole block. */
  firstWord: number
  rows: number
  near(name: NearName): Near
  far(name: FarColumn): Uint32Array
  runs(name: RunColumn): Runs
}

export type NearName = 'state' | 'seen_day' | 'traits'
export const isRuns = (column: ColumnName): column is RunColumn =>
  column === 'country' || column === 'industry'

const RUN_COST = 0.05
/** A row's value in a large set is far away in memory. */
const FAR_COST = 3
/** What is known of titles, companies and places is how many of them match, not of how many people. */
const FAR_SHARE = 0.3

export function matcherOf(plan: Plan, slice: Slice): Matcher {
  if (isOfTraits(plan)) return nearMatcher(traitTable(plan), slice.near('traits'), slice.rows)
  if (plan.op === 'codes') {
    const { column, table } = plan
    if (isRuns(column)) return runsMatcher(table, slice.runs(column), slice.rows)
    return nearMatcher(table, slice.near(column as NearName), slice.rows)
  }
  if (plan.op === 'far') return farMatcher(plan.set, slice.far(plan.column))
  if (plan.op === 'rows') return rowsMatcher(plan.bits, slice.firstWord)
  if (plan.op === 'not') return notMatcher(matcherOf(plan.part, slice))
  const traits = plan.parts.filter(isOfTraits)
  const parts = plan.parts.filter((part) => !traits.includes(part)).map((part) => matcherOf(part, slice))
  if (traits.length > 0) parts.push(matcherOf({ op: plan.op, parts: traits }, slice))
  return plan.op === 'all' ? allMatcher(parts) : anyMatcher(parts)
}

function farMatcher(set: Uint32Array, values: Uint32Array): Matcher {
  return {
    share: FAR_SHARE,
    cost: FAR_COST,
    run: (block, mask, out) => fillFar(values, set, block, mask, out),
  }
}

function runsMatcher(table: Uint8Array, runs: Runs, rows: number): Matcher {
  let matching = 0
  for (const [run, value] of runs.values.entries())
    if (table[value] === 1) matching += (runs.starts[run + 1] as number) - (runs.starts[run] as number)
  return {
    share: matching / Math.max(1, rows),
    cost: RUN_COST,
    run: (block, mask, out) => fillFromRuns(runs, table, block, mask, out),
  }
}

export function nearMatcher(
  table: Uint8Array,
  { values, low, high, histogram }: Near,
  rows: number,
): Matcher {
  // How many of the values below each one match, so that one look tells whether none or all of a range do.
  const before = new Uint32Array(histogram.length + 1)
  let matching = 0
  for (let value = 0; value < histogram.length; value++) {
    const hit = table[value] === 1 ? 1 : 0
    before[value + 1] = (before[value] as number) + hit
    if (hit) matching += histogram[value] as number
  }
  return {
    share: matching / Math.max(1, rows),
    cost: 1,
    run(block, mask, out) {
      const [least, most] = [low[block] as number, high[block] as number]
      const hits = (before[most + 1] as number) - (before[least] as number)
      if (hits === 0) {
        out.fill(0)
        return false
      }
      if (hits < most - least + 1) return fillNear(values, table, block, mask, out)
      out.set(mask)
      return true
    },
  }
}

function rowsMatcher(bits: Uint32Array, firstWord: number): Matcher {
  return {
    share: 0.5,
    cost: 0.1,
    run(block, mask, out) {
      const from = firstWord + block * BLOCK_WORDS
      const length = Math.min(BLOCK_WORDS, bits.length - from)
      let any = 0
      for (let w = 0; w < length; w++) any |= out[w] = (mask[w] as number) & (bits[from + w] as number)
      out.fill(0, Math.max(0, length))
      return any !== 0
    },
  }
}

function notMatcher(part: Matcher): Matcher {
  const hits = new Uint32Array(BLOCK_WORDS)
  return {
    share: 1 - part.share,
    cost: part.cost,
    run(block, mask, out) {
      part.run(block, mask, hits)
      let any = 0
      for (let w = 0; w < BLOCK_WORDS; w++) any |= out[w] = (mask[w] as number) & ~(hits[w] as number)
      return any !== 0
    },
  }
}

function allMatcher(parts: Matcher[]): Matcher {
  const ordered = [...parts].sort((a, b) => (a.share - 1) / a.cost - (b.share - 1) / b.cost)
  return {
    share: parts.reduce((share, part) => share * part.share, 1),
    cost: parts.reduce((cost, part) => cost + part.cost, 0.1),
    run(block, mask, out) {
      if (out !== mask) out.set(mask)
      return ordered.every((part) => part.run(block, out, out))
    },
  }
}

function anyMatcher(parts: Matcher[]): Matcher {
  const [found, rest, hits] = [0, 0, 0].map(() => new Uint32Array(BLOCK_WORDS)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ]
  const ordered = [...parts].sort((a, b) => b.share / b.cost - a.share / a.cost)
  return {
    share: 1 - parts.reduce((share, part) => share * (1 - part.share), 1),
    cost: parts.reduce((cost, part) => cost + part.cost, 0.1),
    run(block, mask, out) {
      found.fill(0)
      rest.set(mask)
      let any = 0
      for (const part of ordered) {
        if (!part.run(block, rest, hits)) continue
        any = 1
        let left = 0
        for (let w = 0; w < BLOCK_WORDS; w++) {
          found[w] = (found[w] as number) | (hits[w] as number)
          left |= rest[w] = (rest[w] as number) & ~(hits[w] as number)
        }
        if (left === 0) break
      }
      out.set(found)
      return any !== 0
    },
  }
}
