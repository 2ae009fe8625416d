import type { CsvFormat, CsvRow } from './types.ts'

/** Tells the rows of the table from what stands before it, and marks those that do not fit its width. */
export class CsvTable {
  private readonly format: CsvFormat

  constructor(format: CsvFormat) {
    this.format = format
  }

  /** Whether the row counts. Adds the problem to a row with too many or too few cells. */
  takes(row: CsvRow): boolean {
    const { firstLine, hasHeader, headers } = this.format
    if (row.line < firstLine || (hasHeader && row.line === firstLine)) return false
    const { cells } = row
    if (row.problem !== null) return true
    if (cells.length === headers.length) return isFilled(cells[0] ?? '') || cells.some(isFilled)
    if (!cells.some(isFilled)) return false
    if (cells.length > headers.length && !cells.slice(headers.length).some(isFilled)) {
      cells.length = headers.length
      return true
    }
    const message = `The row has ${count(cells.length, 'cell')} where the header has ${headers.length}.`
    row.problem = { code: 'ragged_row', message }
    return true
  }
}

function isFilled(cell: string): boolean {
  return cell !== '' && cell.trim() !== ''
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}
