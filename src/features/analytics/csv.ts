import type { Context } from 'hono'
import { neutraliseCell, writeRow } from '../leads/index.ts'

export type Cell = string | number | null
export interface Table {
  /** Of the file, without its ending. */
  name: string
  columns: string[]
  rows: Cell[][]
}

/** Objects as a table: the named columns of each. */
export function tableOf<T extends object>(
  name: string,
  columns: readonly (keyof T & string)[],
  rows: T[],
): Table {
  return {
    name,
    columns: [...columns],
    rows: rows.map((row) => columns.map((column) => row[column] as Cell)),
  }
}

/** The table as a file. What people typed cannot become a formula; our own numbers stay numbers. */
export function answerCsv(c: Context, { name, columns, rows }: Table): Response {
  const lines = rows.map((row) =>
    writeRow(row.map((cell) => (typeof cell === 'string' ? neutraliseCell(cell) : String(cell ?? '')))),
  )
  return c.body(writeRow(columns) + lines.join(''), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  })
}
