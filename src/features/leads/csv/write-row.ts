import { neutraliseCell } from './neutralise-cell.ts'

/** What makes quotes necessary; a blank at either end too, because readers differ about keeping it. */
const needsQuotes = /[",\r\n\t;|]|^\s|\s$/

/** One RFC 4180 cell, safe for spreadsheets; our reader gives back exactly `value`. */
export function writeCell(value: string): string {
  const cell = neutraliseCell(value)
  return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** One line of a CSV file with its CRLF. A single empty cell is quoted, or it would read as a blank line. */
export function writeRow(values: readonly string[]): string {
  if (values.length === 1 && values[0] === '') return '""\r\n'
  let line = ''
  for (let i = 0; i < values.length; i++) line += (i === 0 ? '' : ',') + writeCell(values[i] ?? '')
  return `${line}\r\n`
}
