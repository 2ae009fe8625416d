import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { CsvError, readRows } from '../csv/index.ts'
import { readChunks } from './chunks.ts'
import { countRows } from './count-rows.ts'
import { finishImport } from './finish-import.ts'
import type { ImportRun } from './import-run.ts'
import { BATCH_ROWS, MAX_ROWS, PORTION_ROWS } from './limits.ts'
import { loadRun } from './load-run.ts'
import { oneAhead } from './one-ahead.ts'
import { prepareBatches } from './prepare-batches.ts'
import { rowPreparer } from './prepare-row.ts'
import { publishImport } from './publish-import.ts'
import { retryConflicts } from './retry-conflicts.ts'
import { storeBatch } from './store-batch.ts'
import { isTimeToMeasure, measureLeads, tidyLeads } from './tidy-leads.ts'

const TOO_MANY_ROWS = `The file has more than ${MAX_ROWS.toLocaleString('en')} rows. Split it and upload the parts.`
/** Live clients hear of progress at most this often. */
const PROGRESS_MS = 500

export interface RunImport {
  workspaceId: string
  importId: string
  signal: AbortSignal
  batchRows?: number
  maxRows?: number
}

/**
 * Imports an uploaded file, or the rest of it after a crash: each batch is one transaction that also moves the
 * import's counters. Ends quietly when the import was cancelled or another worker is ahead. Throws what may pass
 * when tried again; a file that cannot be read ends the import as failed.
 */
export async function runImport(db: Databases, given: RunImport): Promise<void> {
  const { workspaceId, importId, maxRows = MAX_ROWS } = given
  const loaded = await withWorkspace(db, workspaceId, (tx) => loadRun(tx, workspaceId, importId))
  if (loaded === null) return
  const { run, rowsDone } = loaded
  const end = (failure: string | null) =>
    withWorkspace(db, workspaceId, (tx) =>
      finishImport(tx, workspaceId, importId, failure === null ? 'finished' : 'failed', failure),
    )
  try {
    if (rowsDone === 0 && (await hasTooManyRows(db, run, maxRows))) {
      await end(TOO_MANY_ROWS)
      return
    }
    const outcome = await storeRest(db, run, rowsDone, { ...given, maxRows })
    if (outcome === 'left') return
    await end(outcome === 'full' ? TOO_MANY_ROWS : null)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    await end(error.message)
  }
  await tidyLeads(db, workspaceId, importId)
}

/** `left`: the import is no longer ours. `full`: there are more rows than an import may have. */
async function storeRest(
  db: Databases,
  run: ImportRun,
  rowsDone: number,
  { signal, batchRows = BATCH_ROWS, maxRows }: RunImport & { maxRows: number },
): Promise<'done' | 'left' | 'full'> {
  const { format, columns, default_country: defaultCountry } = run.options
  if (format === null) throw new Error('An import without a file has no rest')
  const file = readChunks(db, run.workspaceId, run.id)
  const portions = readRows(file, {
    format,
    skipRows: rowsDone,
    batchRows: Math.min(batchRows, PORTION_ROWS),
  })
  const prepare = rowPreparer(columns, defaultCountry)
  let told = 0
  for await (const batch of oneAhead(prepareBatches(portions, prepare, batchRows))) {
    signal.throwIfAborted()
    if (batch.rowsDone > maxRows) return 'full'
    const isProgressDue = Date.now() - told >= PROGRESS_MS
    if (isProgressDue) told = Date.now()
    const isStored = await retryConflicts(() =>
      withWorkspace(db, run.workspaceId, async (tx) => {
        if (!(await storeBatch(tx, run, batch))) return false
        if (isProgressDue) await publishImport(tx, run.id, 'import.progressed')
        return true
      }),
    )
    if (!isStored) return 'left'
    batch.leads.release()
    if (isTimeToMeasure(batch.rowsDone - batch.rows, batch.rowsDone)) await measureLeads(db, run.workspaceId)
  }
  return 'done'
}

async function hasTooManyRows(db: Databases, run: ImportRun, maxRows: number): Promise<boolean> {
  const { format, line_breaks: lineBreaks } = run.options
  if (format === null || lineBreaks <= maxRows) return false
  return (await countRows(readChunks(db, run.workspaceId, run.id), format, maxRows)) > maxRows
}
