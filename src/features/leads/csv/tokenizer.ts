import { checkCellSizes } from './cell-sizes.ts'
import { restoreCell } from './neutralise-cell.ts'
import {
  APOSTROPHE,
  afterLineBreak,
  CR,
  countLineBreaks,
  endAfterQuote,
  endOfPlainCell,
  findClosingQuote,
  LF,
  NEEDS_MORE,
  NEVER_CLOSED,
  QUOTE,
  type Scanned,
  SPACE,
  unquote,
} from './scan-cell.ts'
import { CsvError, type CsvLimits, type CsvRow, type Delimiter } from './types.ts'

/** Past every position, and still a small integer: an Infinity here makes the whole loop three times as slow. */
const NOWHERE = 0x3fffffff

/** A file with more lone quotes than this was not written as CSV, and looking past each of them costs time. */
const MAX_OPEN_QUOTES = 1000

/**
 * Splits text into rows as it arrives. Our own because csv-parse takes several times as long and has no way back
 * from a quote that never closes: here that costs the one line, not the rest of the file. It is one long class
 * because the quick ways for plain rows and cells share its positions with the careful ones.
 */
export class CsvTokenizer {
  private readonly limits: CsvLimits
  private readonly delimiter: string
  private readonly scanned: Scanned
  /** Where the first row not yet given out begins, and its physical line. */
  private rowStart = 0
  private line = 1
  /** Line breaks inside the quoted cells of the row being read. */
  private linesInside = 0
  /** Where the last quote that never closes stands, and how many there were. */
  private openQuote = 0
  private openQuotes = 0
  /** Inside a row that was given up. */
  private discarding = false
  /** The next of each from the row being read on. */
  private nextLf = 0
  private nextCr = 0
  private nextQuote = 0
  private nextApostrophe = 0

  constructor(delimiter: Delimiter, limits: CsvLimits) {
    this.limits = limits
    this.delimiter = delimiter
    const { maxCellChars } = limits
    this.scanned = { text: '', last: false, delimiter: delimiter.charCodeAt(0), maxCellChars }
  }

  /** The rows that are whole once `text` has arrived; `last` tells that nothing follows. Empty lines are left out. */
  push(text: string, last: boolean): CsvRow[] {
    const rest = this.scanned.text.slice(this.rowStart)
    this.scanned.text = rest + text
    this.scanned.last = last
    this.rowStart = 0
    this.nextLf = this.nextCr = this.nextQuote = this.nextApostrophe = -1
    const rows: CsvRow[] = []
    if (this.discarding && !this.discardLine()) return rows
    while (this.rowStart < this.scanned.text.length) {
      this.lookAhead(this.rowStart)
      const row = this.isPlain() ? this.readPlainRow() : this.readRow()
      if (row === null) break
      if (row.problem !== null || row.cells.length > 1 || row.cells[0] !== '') rows.push(row)
    }
    return rows
  }

  private lookAhead(from: number): void {
    const { text } = this.scanned
    if (this.nextLf < from) this.nextLf = find(text, '\n', from)
    if (this.nextCr < from) this.nextCr = find(text, '\r', from)
    if (this.nextQuote < from) this.nextQuote = find(text, '"', from)
    if (this.nextApostrophe < from) this.nextApostrophe = find(text, "'", from)
  }

  /** Whether the row ends at the next LF or CRLF and holds neither quote nor apostrophe nor a lone CR. */
  private isPlain(): boolean {
    const { nextLf } = this
    return (
      nextLf !== NOWHERE &&
      nextLf < this.nextQuote &&
      nextLf < this.nextApostrophe &&
      this.nextCr >= nextLf - 1
    )
  }

  /** The same as `readRow` for most rows of most files, at twice its speed: `indexOf` is faster than a loop. */
  private readPlainRow(): CsvRow {
    const { delimiter, line, nextLf, rowStart } = this
    const { text } = this.scanned
    const end = this.nextCr === nextLf - 1 ? this.nextCr : nextLf
    const cells: string[] = []
    let at = rowStart
    for (;;) {
      const cellEnd = text.indexOf(delimiter, at)
      if (cellEnd < 0 || cellEnd > end) break
      cells.push(text.slice(at, cellEnd))
      at = cellEnd + 1
    }
    cells.push(text.slice(at, end))
    if (end - rowStart > this.limits.maxRowChars) return this.giveUpRow(line)
    this.rowStart = nextLf + 1
    this.line = line + 1
    return checkCellSizes(line, cells, end - rowStart, this.limits.maxCellChars)
  }

  /** null when the rest of the row has not arrived. */
  private readRow(): CsvRow | null {
    const { line, rowStart, scanned } = this
    const { text, delimiter } = scanned
    const cells: string[] = []
    let at = rowStart
    this.linesInside = 0
    for (;;) {
      const end = this.readSimpleCell(at, cells)
      at = end >= 0 ? end : this.readCell(at, cells)
      if (at === NEEDS_MORE) return this.awaitMore(line)
      if (at === NEVER_CLOSED) return this.giveUpLine(line, cells)
      if (text.charCodeAt(at) !== delimiter) break
      at++
    }
    const next = afterLineBreak(scanned, at)
    if (next === NEEDS_MORE) return this.awaitMore(line)
    if (at - rowStart > this.limits.maxRowChars) return this.giveUpRow(line)
    this.rowStart = next
    this.line = line + this.linesInside + 1
    return checkCellSizes(line, cells, at - rowStart, this.limits.maxCellChars)
  }

  /** The same as `readCell`, quicker, for cells without surprises in the row's first line; -1 for others. */
  private readSimpleCell(start: number, cells: string[]): number {
    const { text, delimiter } = this.scanned
    const lineEnd = Math.min(this.nextLf, this.nextCr)
    if (start > lineEnd || lineEnd === NOWHERE) return -1
    const first = text.charCodeAt(start)
    if (first === SPACE || first === APOSTROPHE) return -1
    if (first === QUOTE) {
      const close = text.indexOf('"', start + 1)
      if (close < 0 || close > lineEnd || text.charCodeAt(close + 1) !== delimiter) return -1
      if (text.charCodeAt(start + 1) === APOSTROPHE || close - start > this.limits.maxCellChars) return -1
      cells.push(text.slice(start + 1, close))
      return close + 1
    }
    const next = text.indexOf(this.delimiter, start)
    const end = next < 0 || next > lineEnd ? lineEnd : next
    cells.push(text.slice(start, end))
    return end
  }

  /** Adds the cell that begins at `start`; answers where it ends. */
  private readCell(start: number, cells: string[]): number {
    const { text, delimiter } = this.scanned
    let at = start
    while (text.charCodeAt(at) === SPACE) at++
    if (text.charCodeAt(at) === QUOTE) {
      const end = this.readQuotedCell(at, cells)
      // with a blank before it, a quote that never closes is taken as a character
      if (end !== NEVER_CLOSED || at === start) return end
    }
    const end = endOfPlainCell(text, at, delimiter)
    const cell = text.slice(start, end)
    cells.push(text.charCodeAt(start) === APOSTROPHE ? restoreCell(cell) : cell)
    return end
  }

  private readQuotedCell(open: number, cells: string[]): number {
    const close = findClosingQuote(this.scanned, open)
    if (close === NEVER_CLOSED) this.openQuote = open
    if (close < 0) return close
    const inside = this.scanned.text.slice(open + 1, close)
    if (close > this.nextLf || close > this.nextCr) this.linesInside += countLineBreaks(inside)
    cells.push(unquote(inside))
    return endAfterQuote(this.scanned, close + 1)
  }

  /** Gives up the line where a quote opened that never closes, and goes on with the line after it. */
  private giveUpLine(line: number, cells: string[]): CsvRow {
    if (++this.openQuotes > MAX_OPEN_QUOTES) {
      throw new CsvError(
        'too_many_open_quotes',
        `More than ${MAX_OPEN_QUOTES} quotes are opened and never closed.`,
      )
    }
    const { text } = this.scanned
    const openedAt = line + this.linesInside
    const begun = text.slice(this.openQuote, this.openQuote + Math.min(200, this.limits.maxCellChars))
    cells.push(begun.split(/[\r\n]/, 1)[0] ?? '')
    this.rowStart = this.openQuote
    this.line = openedAt
    this.discarding = true
    this.discardLine()
    const message = `A quote opened in line ${openedAt} is not closed within ${this.limits.maxCellChars} characters.`
    return { line, cells, problem: { code: 'unterminated_quote', message } }
  }

  /** Skips to the next physical line; false when its end has not arrived. */
  private discardLine(): boolean {
    const { text } = this.scanned
    let at = this.rowStart
    while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++
    const next = afterLineBreak(this.scanned, at)
    this.rowStart = next === NEEDS_MORE ? at : next
    if (next === NEEDS_MORE) return false
    this.discarding = false
    this.line++
    return true
  }

  /** null to wait for more text, unless the row is too large to wait for. */
  private awaitMore(line: number): CsvRow | null {
    return this.scanned.text.length - this.rowStart > this.limits.maxRowChars ? this.giveUpRow(line) : null
  }

  /** Gives up a row at its largest size, so that it does not matter in which pieces it arrived. */
  private giveUpRow(line: number): CsvRow {
    const end = this.rowStart + this.limits.maxRowChars
    this.line = line + countLineBreaks(this.scanned.text.slice(this.rowStart, end))
    this.rowStart = end
    this.discarding = true
    this.discardLine()
    const message = `The row has more than ${this.limits.maxRowChars} characters.`
    return { line, cells: [], problem: { code: 'row_too_large', message } }
  }
}

function find(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at < 0 ? NOWHERE : at
}
