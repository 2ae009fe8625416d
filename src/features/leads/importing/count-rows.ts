import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CsvFormat, readRows } from '../csv/index.ts'

/** Rows of a file; stops counting soon after `enough`. */
export async function countRows(
  source: AsyncIterable<Uint8Array>,
  format: CsvFormat,
  enough: number,
): Promise<number> {
  let rows = 0
  for await (const { rowsDone } of readRows(source, { format })) {
    rows = rowsDone
    if (rows > enough) break
    await nextTurn()
  }
  return rows
}
