import { CsvTokenizer } from './tokenizer.ts'
import { CSV_LIMITS, type CsvRow, DELIMITERS, type Delimiter } from './types.ts'

/** Rows looked at; preambles and ragged rows are fewer. */
const SAMPLE_ROWS = 200

/** How far down a header row is looked for. */
const PREAMBLE_ROWS = 40

const MAX_VALUE_CHARS = 300

export interface Dialect {
  delimiter: Delimiter
  /** Not blank; the first is the header row when there is one. */
  rows: CsvRow[]
  hasHeader: boolean
}

/** Which delimiter the text is written with, and where its table begins. `whole`: the sample is the entire file. */
export function sniffDialect(sample: string, whole: boolean): Dialect {
  const declared = /^"?sep=([,;|\t])"?\r?\n/i.exec(sample)
  let best: { delimiter: Delimiter; rows: CsvRow[]; score: number } | null = null
  for (const delimiter of DELIMITERS) {
    const rows = sampleRows(sample, delimiter, whole)
    const score = declared?.[1] === delimiter ? 2 : scoreRows(rows, delimiter)
    if (best === null || score > best.score) best = { delimiter, rows, score }
  }
  const { delimiter, rows } = best ?? { delimiter: ',' as const, rows: [] }
  const table = declared === null ? rows : rows.slice(1)
  const start = findTable(table)
  return { delimiter, rows: table.slice(start), hasHeader: !isData(table[start]) }
}

function sampleRows(sample: string, delimiter: Delimiter, whole: boolean): CsvRow[] {
  const rows = new CsvTokenizer(delimiter, CSV_LIMITS).push(sample, whole)
  return rows.filter((row) => row.cells.some((cell) => cell.trim() !== '')).slice(0, SAMPLE_ROWS)
}

/**
 * How much the rows look like a table of this delimiter: the share of rows of the usual width, more for wider
 * ones (a `;` inside one column also makes rows of two cells), less when other delimiters stand in the header.
 */
function scoreRows(rows: readonly CsvRow[], delimiter: Delimiter): number {
  const width = usualWidth(rows)
  if (width < 2) return 0
  const usual = rows.filter((row) => row.cells.length === width)
  const head = usual[0]?.cells.join('') ?? ''
  const foreign = DELIMITERS.some((other) => other !== delimiter && head.split(other).length > width)
  const lateStart = rows[0] !== usual[0]
  return (usual.length / rows.length) * (1 - 1 / width) * (foreign ? 0.3 : 1) * (lateStart ? 0.7 : 1)
}

/** The most frequent number of cells; the larger of two that are equally frequent. */
function usualWidth(rows: readonly CsvRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let width = 0
  for (const [cells, count] of counts) {
    const most = counts.get(width) ?? 0
    if (count > most || (count === most && cells > width)) width = cells
  }
  return width
}

/** A number, a date, a time. */
const value = /^\s*[+-]?\d[\d.,:/ -]*$/

/** The first row as full as the table: titles, dates and filters above it fill a cell or two, however padded. */
function findTable(rows: readonly CsvRow[]): number {
  // cells that are blank in every row make no table wider, as in rows that all end in a delimiter
  const filledWidth = Math.max(
    0,
    ...rows.map((row) => row.cells.findLastIndex((cell) => cell.trim() !== '') + 1),
  )
  const width = Math.min(usualWidth(rows), filledWidth)
  if (width < 2) return 0
  const start = rows.slice(0, PREAMBLE_ROWS).findIndex(({ cells }) => {
    const filled = cells.filter((cell) => cell.trim() !== '')
    if (filled.length >= width) return true
    return filled.length >= Math.max(2, width * 0.5) && !filled.some((cell) => value.test(cell))
  })
  return Math.max(0, start)
}

/** A first row that holds an address, a number in international form or a URL is no header. */
function isData(row: CsvRow | undefined): boolean {
  const isValue = /^\s*(\S+@\S+\.\S+|\+\d[\d ().-]{8,}|https?:\/\/\S+)\s*$/
  // a page of text is neither, and the pattern takes long over one
  return row?.cells.some((cell) => cell.length <= MAX_VALUE_CHARS && isValue.test(cell)) ?? false
}
