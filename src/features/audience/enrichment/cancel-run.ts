import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { readRun } from './read-run.ts'
import type { RunDetail } from './schema.ts'

/** Stops a run after the rows that are being filled; what it filled stays. 404 for an unknown one, 409 once it is over. */
export async function cancelRun(tx: Tx, workspaceId: string, id: string): Promise<RunDetail> {
  const { rows } = await sql<{ ended: boolean }>`
    select end_enrichment(${id}::uuid, 'cancelled', null, null) as ended`.execute(tx)
  const run = await readRun(tx, workspaceId, id)
  if (!rows[0]?.ended) throw new Problem('conflict', `This enrichment is over already: it is ${run.status}.`)
  return run
}
