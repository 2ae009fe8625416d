import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import { runRows } from './run-rows.ts'
import { undoRows } from './undo-rows.ts'

/** Live clients hear of progress at most this often. */
const PROGRESS_MS = 500

export interface EnrichmentJob {
  workspaceId: string
  id: string
  signal: AbortSignal
  /** Rows of one transaction. */
  rows?: number
}

/**
 * Does a run or an undo, or the rest of it after a crash: some rows a transaction. Ends quietly when it is over or was
 * cancelled.
 */
export async function runEnrichment(
  db: Databases,
  { workspaceId, id, signal, rows }: EnrichmentJob,
): Promise<void> {
  let told = 0
  for (;;) {
    signal.throwIfAborted()
    const isProgressDue = Date.now() - told >= PROGRESS_MS
    if (isProgressDue) told = Date.now()
    const isMore = await retryConflicts(() =>
      withWorkspace(db, workspaceId, async (tx) => {
        const isUndoing = await undoRows(tx, id, rows)
        const more = isUndoing ?? (await runRows(tx, id, rows)) === 'more'
        if (more && isProgressDue) await publishProgress(tx, id)
        return more
      }),
    )
    if (!isMore) return
  }
}

async function publishProgress(tx: Tx, id: string): Promise<void> {
  await sql`
    insert into events (workspace_id, type, payload)
    select workspace_id, 'enrichment.progressed', jsonb_build_object('enrichment_id', id, 'status', status, 'rows', rows,
      'rows_done', rows_done, 'rows_undone', rows_undone, 'filled', filled,
      'credits_charged', as_credits(charged_hundredths))
    from enrichments where workspace_id = current_workspace() and id = ${id}`.execute(tx)
}
