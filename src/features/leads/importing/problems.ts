import type { StagedLeads } from './staged-leads.ts'
import type { StagedProblems } from './staged-problems.ts'

/** Why a row was rejected, or what a taken row lost. */
export interface RowProblem {
  /** Where the row begins in the file; its place among the leads when they came as JSON. */
  line: number
  column: string | null
  code: string
  message: string
  value: string | null
  rejected: boolean
  /** The row as it stood, on the first problem of a rejected row. */
  cells: string[] | null
}

/** Rows of the file made ready to be stored. */
export interface PreparedBatch {
  leads: StagedLeads
  /** The line of each lead. */
  lines: number[]
  problems: StagedProblems
  /** Rows of the batch, taken and rejected. */
  rows: number
  rejected: number
  /** Rows and bytes of the file that are done once the batch is. */
  rowsDone: number
  bytesDone: number
}
