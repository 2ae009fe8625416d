import type { ColumnName, FarColumn } from './columns.ts'

/** A filter as the threads evaluate it. Its arrays are shared memory, so that no thread gets a copy. */
export type Plan =
  /** Everybody when it has no parts. */
  | { op: 'all'; parts: Plan[] }
  /** Nobody when it has no parts. */
  | { op: 'any'; parts: Plan[] }
  | { op: 'not'; part: Plan }
  /** Rows whose value in the column has a 1 in the table. */
  | { op: 'codes'; column: Exclude<ColumnName, FarColumn | 'person'>; table: Uint8Array }
  /** Rows whose value in the column, one of many, is a bit of the set. */
  | { op: 'far'; column: FarColumn; set: Uint32Array }
  /** Rows with a 1 in a set of all rows of the version. */
  | { op: 'rows'; bits: Uint32Array }

/** A plan and what it is known by: the same key is the same rows. */
export interface KeyedPlan {
  key: string
  plan: Plan
}

export const EVERYBODY: Plan = { op: 'all', parts: [] }

/** A bit for each of so many, none of them set. */
export function sharedBits(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(Math.ceil(length / 32) * 4))
}

/** A table with a 1 for each code that matches. */
export function tableOf(size: number, matches: (code: number) => boolean): Uint8Array {
  const table = new Uint8Array(new SharedArrayBuffer(size))
  for (let code = 0; code < size; code++) if (matches(code)) table[code] = 1
  return table
}
