import type { CsvRow } from './types.ts'

/** The row, or the problem that one of its cells is too large. `rowChars`: the row's length in the file. */
export function checkCellSizes(
  line: number,
  cells: string[],
  rowChars: number,
  maxCellChars: number,
): CsvRow {
  if (rowChars <= maxCellChars || !cells.some((cell) => cell.length > maxCellChars)) {
    return { line, cells, problem: null }
  }
  const message = `A cell has more than ${maxCellChars} characters.`
  return { line, cells: [], problem: { code: 'cell_too_large', message } }
}
