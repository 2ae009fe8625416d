import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CsvBatch } from '../csv/index.ts'
import type { PreparedRow, PrepareRow } from './prepare-row.ts'
import type { PreparedBatch } from './problems.ts'
import { StagedLeads } from './staged-leads.ts'
import { StagedProblems } from './staged-problems.ts'

/** Rows normalised before the event loop gets its turn: a few milliseconds. */
const ROWS_PER_TURN = 100

/** Normalises the rows of a batch, a slice at a time so that requests are answered in between. */
export async function prepareBatch(batch: CsvBatch, prepare: PrepareRow): Promise<PreparedBatch> {
  const prepared = emptyBatch()
  await addRows(prepared, batch, prepare)
  return prepared
}

/**
 * Joins what is read to batches of `batchRows` rows, or a few more. What is read may come in smaller portions: then
 * the rows of one are forgotten before the next is read.
 */
export async function* prepareBatches(
  portions: AsyncIterable<CsvBatch>,
  prepare: PrepareRow,
  batchRows: number,
): AsyncGenerator<PreparedBatch, void, undefined> {
  const spare: Buffer[] = []
  let prepared = emptyBatch(spare)
  for await (const portion of portions) {
    await addRows(prepared, portion, prepare)
    if (prepared.rows < batchRows) continue
    yield prepared
    prepared = emptyBatch(spare)
  }
  if (prepared.rows > 0) yield prepared
}

function emptyBatch(spare?: Buffer[]): PreparedBatch {
  return {
    leads: new StagedLeads(spare),
    lines: [],
    problems: new StagedProblems(),
    rows: 0,
    rejected: 0,
    rowsDone: 0,
    bytesDone: 0,
  }
}

async function addRows(prepared: PreparedBatch, { rows, ...done }: CsvBatch, prepare: PrepareRow) {
  for (let at = 0; at < rows.length; at += ROWS_PER_TURN) {
    if (prepared.rows > 0) await nextTurn()
    const slice = rows.slice(at, at + ROWS_PER_TURN)
    for (const row of slice) add(prepared, row.line, prepare(row))
    prepared.rows += slice.length
  }
  prepared.rowsDone = done.rowsDone
  prepared.bytesDone = done.bytesDone
}

function add(prepared: PreparedBatch, line: number, { lead, problems }: PreparedRow): void {
  for (const problem of problems) prepared.problems.add(problem)
  if (lead === null) {
    prepared.rejected++
  } else {
    prepared.leads.add(lead)
    prepared.lines.push(line)
  }
}
