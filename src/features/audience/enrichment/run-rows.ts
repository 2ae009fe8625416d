import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { EnrichedField } from './fields.ts'
import { fillRows } from './fill-rows.ts'
import { keptRows } from './kept-rows.ts'
import { RUN_ROWS } from './limits.ts'
import { paymentOf } from './paid-people.ts'
import { type PlannedRow, planRows } from './plan-rows.ts'

export interface Run {
  id: string
  provider: string
  rows: number
  rows_done: number
  min_confidence: number
  overwrite: EnrichedField[]
  actor_id: string | null
}

/**
 * Fills the next rows of a run and charges for them, in this transaction. Rows are done in order; where the credits do
 * not reach for the next one, the run ends. `over`: there is nothing left to do.
 */
export async function runRows(tx: Tx, id: string, rows = RUN_ROWS): Promise<'more' | 'over'> {
  const { rows: taken } = await sql<{ run: Run; affordable: number; out_of: string }>`
    select to_jsonb(run) as run, affordable, out_of from take_up_enrichment(${id}::uuid, ${rows}::int)`.execute(
    tx,
  )
  const [turn] = taken
  if (!turn) return 'over'
  const { run, affordable, out_of: outOf } = turn
  if (run.rows_done >= run.rows) return end(tx, id, null)
  const planned = await planRows(tx, await keptRows(tx, id, run.rows_done, rows), run)
  const reached = await withinBudget(tx, planned, affordable)
  const last = reached.at(-1)
  if (!last) return end(tx, id, outOf)
  await fillRows(tx, run, reached)
  await sql`select charge_enrichment(${id}::uuid, ${last.n}::int)`.execute(tx)
  return last.n >= run.rows ? end(tx, id, null) : 'more'
}

/** The rows before the first that cannot be paid for. */
async function withinBudget(tx: Tx, planned: PlannedRow[], affordable: number): Promise<PlannedRow[]> {
  const { isDue, take } = await paymentOf(tx, planned)
  let left = affordable
  const beyond = planned.findIndex((row) => {
    if (row.verdict !== 'fill') return false
    if (isDue(row)) {
      if (left === 0) return true
      left--
    }
    take(row)
    return false
  })
  return beyond === -1 ? planned : planned.slice(0, beyond)
}

async function end(tx: Tx, id: string, endedBy: string | null): Promise<'over'> {
  await sql`select end_enrichment(${id}::uuid, 'finished', ${endedBy}, null)`.execute(tx)
  return 'over'
}
