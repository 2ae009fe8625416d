/**
 * Reading and writing CSV, with no database: bytes of any dialect to rows of cells, and cells to RFC 4180 lines.
 *
 *     const { format, batches } = await openCsv(stream)
 *     for await (const { rows, rowsDone } of batches) …
 */
export { neutraliseCell, restoreCell } from './neutralise-cell.ts'
export { type CsvFile, openCsv, type ReadRowsOptions, readRows } from './read-rows.ts'
export { sniffCsv } from './sniff-csv.ts'
export {
  CSV_LIMITS,
  type CsvBatch,
  CsvError,
  type CsvErrorCode,
  type CsvFormat,
  type CsvLimits,
  type CsvRow,
  type CsvRowProblem,
  type CsvRowProblemCode,
  DELIMITERS,
  type Delimiter,
} from './types.ts'
export { writeCell, writeRow } from './write-row.ts'
