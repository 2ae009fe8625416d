import type { CsvRow } from '../csv/index.ts'
import type { MappedColumn } from '../mapping/index.ts'
import { type NormalisedLead, normaliserFor } from '../normalise/index.ts'
import type { RowProblem } from './problems.ts'

export interface PreparedRow {
  lead: NormalisedLead | null
  problems: RowProblem[]
}

export type PrepareRow = (row: CsvRow) => PreparedRow

const NO_PROBLEMS: RowProblem[] = []

/** Makes rows of a file into leads, or rejections with their reasons; a taken row may have warnings. */
export function rowPreparer(columns: readonly MappedColumn[], defaultCountry: string | null): PrepareRow {
  const normalise = normaliserFor(columns, { defaultCountry })
  return ({ line, cells, problem }) => {
    if (problem !== null) {
      const { code, message } = problem
      return {
        lead: null,
        problems: [{ line, column: null, code, message, value: null, rejected: true, cells }],
      }
    }
    const { row: lead, problems, warnings } = normalise(cells)
    const found = lead === null ? problems : warnings
    if (found.length === 0) return { lead, problems: NO_PROBLEMS }
    return {
      lead,
      problems: found.map(({ column, code, message, value }, index) => ({
        line,
        column: column === '' ? null : column,
        code,
        message,
        value: value === '' ? null : value,
        rejected: lead === null,
        cells: lead === null && index === 0 ? cells : null,
      })),
    }
  }
}
