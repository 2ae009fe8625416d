import { isKept } from './find-doubles.ts'
import type { WorkFile } from './work-file.ts'

/** No row, or no person. */
export const NONE = 0xffffffff

/** `ORDER` as one number, each part as wide as its codes can be. */
const KEY = `((((country::ubigint * 65536 + industry) * 16 + company_size) * 16 + seniority) * 32 + department) * 65536 + state`

/** The numbers of the people who stay, in their order. */
export async function sortRows(work: WorkFile, fates: Uint8Array, people: number): Promise<Uint32Array> {
  const order = new Uint32Array(people)
  let row = 0
  for await (const [n] of work.numbers(`select n from coded order by ${KEY}, n`, ['u32']))
    for (const number of n) if (isKept(fates[number])) order[row++] = number
  return order
}

/** The row of each number; NONE for who is left out. */
export function rowsOf(order: Uint32Array, rows: number): Uint32Array {
  const rowOf = new Uint32Array(rows).fill(NONE)
  for (let row = 0; row < order.length; row++) rowOf[order[row] as number] = row
  return rowOf
}
