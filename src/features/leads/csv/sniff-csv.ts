import { TextDecoding } from './decode-text.ts'
import { detectEncoding } from './detect-encoding.ts'
import { nameHeaders } from './name-headers.ts'
import { sniffDialect } from './sniff-dialect.ts'
import { CSV_LIMITS, CsvError, type CsvFormat, type CsvLimits, type CsvRow } from './types.ts'

/**
 * How a file is written, by its first bytes; `whole` when they are all of it.
 * @throws CsvError `empty_file`, `not_text` or `too_many_columns`
 */
export async function sniffCsv(
  sample: Buffer,
  whole: boolean,
  limits: CsvLimits = CSV_LIMITS,
): Promise<CsvFormat> {
  const encoding = await detectEncoding(sample)
  const decoding = new TextDecoding(encoding)
  const text = decoding.write(sample) + (whole ? decoding.end() : '')
  const { delimiter, rows, hasHeader } = sniffDialect(text, whole)
  const first = rows[0]
  if (first === undefined) {
    throw new CsvError(
      'empty_file',
      whole ? 'The file has no rows.' : 'The file has no row within its first 64 KiB.',
    )
  }
  const cells = first.cells.slice(0, tableWidth(rows))
  if (cells.length > limits.maxColumns) {
    throw new CsvError(
      'too_many_columns',
      `The file has ${cells.length} columns; ${limits.maxColumns} is the most.`,
    )
  }
  const headers = nameHeaders(hasHeader ? cells : cells.map(() => ''))
  return { encoding, delimiter, firstLine: first.line, hasHeader, headers }
}

/** The width of the header without the unnamed columns at its end that hold nothing in any row seen. */
function tableWidth(rows: readonly CsvRow[]): number {
  let width = rows[0]?.cells.length ?? 0
  while (width > 1 && rows.every((row) => (row.cells[width - 1] ?? '').trim() === '')) width--
  return width
}
