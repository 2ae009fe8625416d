import { openCsv, type ReadRowsOptions } from './read-rows.ts'
import type { CsvFormat, CsvRow } from './types.ts'

/** The whole of a small file, given in pieces of `pieceBytes`. */
export async function readAll(
  file: string | Uint8Array,
  options: ReadRowsOptions & { pieceBytes?: number } = {},
): Promise<{ format: CsvFormat; rows: CsvRow[] }> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  const { format, batches } = await openCsv(pieces(bytes, options.pieceBytes ?? 7), options)
  const rows: CsvRow[] = []
  for await (const batch of batches) rows.push(...batch.rows)
  return { format, rows }
}

async function* pieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}
