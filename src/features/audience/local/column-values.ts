import { closeSync, openSync, readSync } from 'node:fs'
import { columnFile } from './load/layout.ts'
import { BLOCK_ROWS, type ColumnName, type ColumnType } from './scan/columns.ts'

const BYTES = { u8: 1, u16: 2, u32: 4 } as const

/** A few values of the columns by row, read from their files: the threads need not hold columns that nobody filters by. */
export class ColumnValues {
  readonly #files: Map<ColumnName, { file: number; bytes: number }>

  constructor(dir: string, columns: readonly { name: ColumnName; type: ColumnType }[]) {
    this.#files = new Map(
      columns.map(({ name, type }) => [
        name,
        { file: openSync(columnFile(dir, name), 'r'), bytes: BYTES[type] },
      ]),
    )
  }

  of(name: ColumnName, row: number): number {
    const { file, bytes } = this.#column(name)
    const value = Buffer.alloc(bytes)
    if (readSync(file, value, 0, bytes, row * bytes) < bytes)
      throw new Error(`Column ${name} has no row ${row}`)
    return value.readUIntLE(0, bytes)
  }

  /** The rows with one of these values, looking at all. */
  rowsWith(name: ColumnName, wanted: ReadonlySet<number>): number[] {
    const { file, bytes } = this.#column(name)
    const values = Buffer.alloc(BLOCK_ROWS * bytes)
    const found: number[] = []
    for (let first = 0; ; first += BLOCK_ROWS) {
      const rows = readSync(file, values, 0, values.length, first * bytes) / bytes
      for (let i = 0; i < rows; i++)
        if (wanted.has(values.readUIntLE(i * bytes, bytes))) found.push(first + i)
      if (rows < BLOCK_ROWS) return found
    }
  }

  close(): void {
    for (const { file } of this.#files.values()) closeSync(file)
  }

  #column(name: ColumnName): { file: number; bytes: number } {
    const column = this.#files.get(name)
    if (!column) throw new Error(`There is no column ${name}`)
    return column
  }
}
