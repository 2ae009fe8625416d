import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { enqueueRun } from './enqueue-run.ts'
import { readRun } from './read-run.ts'
import type { RunDetail } from './schema.ts'

/**
 * Begins to put back what a run changed, as a job; the credits stay spent. 404 for an unknown run, 409 for one of a file,
 * which changed nothing here, one that still runs and one that is undone or older than 30 days.
 */
export async function undoRun(tx: Tx, workspaceId: string, id: string): Promise<RunDetail> {
  const { rows } = await sql<{ begun: boolean }>`select begin_undo(${id}::uuid) as begun`.execute(tx)
  const run = await readRun(tx, workspaceId, id)
  if (!rows[0]?.begun) throw new Problem('conflict', reasonOf(run))
  await enqueueRun(tx, workspaceId, id)
  return run
}

function reasonOf({ kind, status }: RunDetail): string {
  if (kind === 'file') return 'An enriched file changed none of your leads: there is nothing to undo.'
  if (status === 'undone' || status === 'undoing') return `This enrichment is ${status} already.`
  if (status === 'matched') return 'This match preview was not run: there is nothing to undo.'
  if (status === 'queued' || status === 'running') return 'This enrichment still runs. Cancel it first.'
  return 'An enrichment can be undone for 30 days.'
}
