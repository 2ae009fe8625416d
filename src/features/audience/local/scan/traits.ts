import { COMPANY_SIZES, DEPARTMENTS, SENIORITIES } from '../../values.ts'
import { type ColumnName, measured, type Near, paddedRows, type Rows, readValues } from './columns.ts'
import type { Plan } from './plan.ts'

/**
 * The columns of very few values lie in memory as one: a number a row that tells all of them. A filter on several of
 * them is one look at a row, and one histogram of it is the facets of all of them, whatever each one leaves out.
 */
const SIZES = {
  company_size: COMPANY_SIZES.length + 1,
  seniority: SENIORITIES.length + 1,
  department: DEPARTMENTS.length + 1,
  contacts: 16,
}
export type Trait = keyof typeof SIZES
const TRAITS = Object.keys(SIZES) as Trait[]

/** How many numbers there are. */
export const TRAIT_CODES = Object.values(SIZES).reduce((product, size) => product * size, 1)

export const isTrait = (column: ColumnName): column is Trait => column in SIZES

/** The value of one of the columns for each number. */
export const VALUES_OF = Object.fromEntries(TRAITS.map((trait) => [trait, valuesOf(trait)])) as Record<
  Trait,
  Uint8Array
>

function valuesOf(trait: Trait): Uint8Array {
  const after = TRAITS.slice(TRAITS.indexOf(trait) + 1)
  const step = after.reduce((product, name) => product * SIZES[name], 1)
  return Uint8Array.from({ length: TRAIT_CODES }, (_, code) => Math.floor(code / step) % SIZES[trait])
}

/** In the order people are sorted by, so that a block has numbers side by side. */
export function readTraits(of: Rows): Near {
  const rows = of.to - of.from
  const [values, one] = [new Uint16Array(paddedRows(of)), new Uint8Array(rows)]
  for (const trait of TRAITS) {
    readValues(of, trait, one)
    const size = SIZES[trait]
    for (let row = 0; row < rows; row++) values[row] = (values[row] as number) * size + (one[row] as number)
  }
  return measured(values, rows)
}

/** Whether a plan looks at nothing else. */
export function isOfTraits(plan: Plan): boolean {
  if (plan.op === 'codes') return isTrait(plan.column)
  if (plan.op === 'not') return isOfTraits(plan.part)
  return 'parts' in plan && plan.parts.length > 0 && plan.parts.every(isOfTraits)
}

/** A table with a 1 for each number that matches such a plan. */
export function traitTable(plan: Plan): Uint8Array {
  if (plan.op === 'codes') {
    const values = VALUES_OF[plan.column as Trait]
    return values.map((value) => plan.table[value] as number)
  }
  if (plan.op === 'not') return traitTable(plan.part).map((hit) => hit ^ 1)
  const parts = 'parts' in plan ? plan.parts.map(traitTable) : []
  const isAll = plan.op === 'all'
  const table = new Uint8Array(TRAIT_CODES).fill(isAll ? 1 : 0)
  for (const part of parts)
    for (let code = 0; code < TRAIT_CODES; code++) {
      if (isAll) table[code] = (table[code] as number) & (part[code] as number)
      else table[code] = (table[code] as number) | (part[code] as number)
    }
  return table
}
