import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { chooseProblems } from './choose-problems.ts'
import type { ImportRun } from './import-run.ts'
import { MAX_KEPT_WARNINGS } from './limits.ts'
import { listStored } from './list-stored.ts'
import type { PreparedBatch } from './problems.ts'
import { saveProblems } from './save-problems.ts'
import { storeLeads } from './store-leads.ts'

/**
 * Stores one batch and moves the import's counters with it, so that both are done or neither. The import's row is
 * locked first: of two workers that took up the same import the second finds the batch done.
 * @returns whether it was stored; false when the import was cancelled or another worker is ahead
 */
export async function storeBatch(tx: Tx, run: ImportRun, batch: PreparedBatch): Promise<boolean> {
  const warned = await lockImport(tx, run.id, batch.rowsDone - batch.rows)
  if (warned === null) return false
  const stored = await storeLeads(tx, batch.leads, {
    importId: run.id,
    source: run.options.format === null ? 'api' : 'upload',
    sourceDetail: run.fileName,
    onDuplicate: run.options.on_duplicate,
    actorId: run.actorId,
  })
  const listed = await listStored(tx, run.options.listing, stored.leadIds)
  const { texts, warnings } = chooseProblems(batch, stored.suppressed, MAX_KEPT_WARNINGS - warned)
  await saveProblems(tx, run.id, texts)
  await sql`
    update imports set
      rows = rows + ${batch.rows},
      imported = imported + ${stored.imported},
      updated = updated + ${stored.updated},
      duplicates = duplicates + ${stored.duplicates},
      duplicates_in_file = duplicates_in_file + ${stored.duplicatesInFile},
      suppressed = suppressed + ${stored.suppressed.length},
      rejected = rejected + ${batch.rejected + stored.suppressed.length},
      warnings = warnings + ${warnings},
      listed = listed + ${listed.count},
      potential_earnings_hundredths = potential_earnings_hundredths + ${listed.potentialEarningsHundredths},
      rows_done = ${batch.rowsDone},
      bytes_done = ${batch.bytesDone},
      touched_at = now()
    where workspace_id = ${run.workspaceId} and id = ${run.id}`.execute(tx)
  return true
}

/** The number of warnings so far, or null when this batch is not to be stored. */
async function lockImport(tx: Tx, importId: string, rowsDone: number): Promise<number | null> {
  const row = await tx
    .selectFrom('imports')
    .select(['status', 'rows_done', 'warnings'])
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst()
  return row?.status === 'running' && row.rows_done === rowsDone ? row.warnings : null
}
