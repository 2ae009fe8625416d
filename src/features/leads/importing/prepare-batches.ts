import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CsvBatch } from '../csv/index.ts'
import type { NormalisedLead } from '../normalise/index.ts'
import type { PreparedRow, PrepareRow } from './prepare-row.ts'
import type { PreparedBatch } from './problems.ts'

/** Rows normalised before the event loop gets its turn: a few milliseconds. */
const ROWS_PER_TURN = 100

/** Normalises the rows of a batch, a slice at a time so that requests are answered in between. */
export async function prepareBatch(
  batch: CsvBatch,
  prepare: PrepareRow,
): Promise<PreparedBatch<NormalisedLead>> {
  const prepared: PreparedBatch<NormalisedLead> = {
    leads: [],
    lines: [],
    problems: [],
    rows: batch.rows.length,
    rejected: 0,
    rowsDone: batch.rowsDone,
    bytesDone: batch.bytesDone,
  }
  for (let at = 0; at < batch.rows.length; at += ROWS_PER_TURN) {
    for (const row of batch.rows.slice(at, at + ROWS_PER_TURN)) add(prepared, row.line, prepare(row))
    if (at + ROWS_PER_TURN < batch.rows.length) await nextTurn()
  }
  return prepared
}

function add(prepared: PreparedBatch<NormalisedLead>, line: number, { lead, problems }: PreparedRow): void {
  for (const problem of problems) prepared.problems.push(problem)
  if (lead === null) {
    prepared.rejected++
  } else {
    prepared.leads.push(lead)
    prepared.lines.push(line)
  }
}

export async function* prepareBatches(
  batches: AsyncIterable<CsvBatch>,
  prepare: PrepareRow,
): AsyncGenerator<PreparedBatch<NormalisedLead>, void, undefined> {
  for await (const batch of batches) yield await prepareBatch(batch, prepare)
}
