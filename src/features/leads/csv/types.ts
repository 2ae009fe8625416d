/** How a file is written: found by `sniffCsv`, kept with the import so that a resumed read decides the same. */
export interface CsvFormat {
  /** An iconv-lite label, such as `utf-8`, `utf-16le`, `windows-1252`, `big5`. */
  encoding: string
  delimiter: Delimiter
  /** Physical line, from 1, where the table begins; what stands before it is a preamble. */
  firstLine: number
  /** Whether the first row of the table is its header; otherwise columns are named by position. */
  hasHeader: boolean
  /** Trimmed, never empty, never twice the same; as many as a whole row has cells. */
  headers: string[]
}

export type Delimiter = ',' | '\t' | ';' | '|'

export const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|']

export type CsvRowProblemCode = 'ragged_row' | 'unterminated_quote' | 'cell_too_large' | 'row_too_large'

export interface CsvRowProblem {
  code: CsvRowProblemCode
  message: string
}

/** One row that is not blank. A row with a problem is still a row: it counts, and it is rejected. */
export interface CsvRow {
  /** Physical line, from 1, where the row begins; quoted line breaks count. */
  line: number
  /** As many cells as there are headers, unless there is a problem. Not trimmed. */
  cells: string[]
  problem: CsvRowProblem | null
}

export interface CsvBatch {
  rows: CsvRow[]
  /** Rows of the file that are done once this batch is: what `skipRows` takes to go on after a crash. */
  rowsDone: number
  /** Bytes of the source taken so far, for progress. */
  bytesDone: number
}

export interface CsvLimits {
  /** Characters in one cell. A quote open for longer counts as never closed. */
  maxCellChars: number
  /** Characters in one row. */
  maxRowChars: number
  maxColumns: number
}

export const CSV_LIMITS: CsvLimits = { maxCellChars: 65_536, maxRowChars: 1_048_576, maxColumns: 1000 }

export type CsvErrorCode = 'empty_file' | 'not_text' | 'too_many_columns' | 'too_many_open_quotes'

/** The file as a whole cannot be read; the message is for the person who uploaded it. */
export class CsvError extends Error {
  readonly code: CsvErrorCode

  constructor(code: CsvErrorCode, message: string) {
    super(message)
    this.name = 'CsvError'
    this.code = code
  }
}
