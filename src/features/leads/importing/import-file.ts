import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { requestHash } from '../../credits/index.ts'
import { type CsvBatch, readRows } from '../csv/index.ts'
import { answerOnce, type ImportAnswer, type OnceKey } from './answer-once.ts'
import { bytesOf } from './bytes-of.ts'
import { discardImport } from './discard-import.ts'
import { csvProblem, type FilePlan, planFile, refuseIfUseless } from './file-plan.ts'
import { importAtOnce } from './import-at-once.ts'
import { type ImportOptions, readImportOptions } from './import-options.ts'
import type { StoredOptions } from './import-run.ts'
import { MAX_ROWS_AT_ONCE } from './limits.ts'
import { prepareBatch } from './prepare-batches.ts'
import { rowPreparer } from './prepare-row.ts'
import { receiveUpload } from './receive-upload.ts'
import { requirePartner } from './require-partner.ts'
import { retryConflicts } from './retry-conflicts.ts'
import { startImport } from './start-import.ts'
import type { UploadedFile, Uploader } from './uploaded-file.ts'

/**
 * Imports the CSV file of a multipart request: a small one at once (201 with what became of it), a larger one as
 * a job (202 with its id). Refuses with 400, 403, 409, 413 and 422 problems.
 */
export async function importFile(
  db: Databases,
  by: Uploader,
  request: Request,
  key: string | null,
): Promise<ImportAnswer> {
  if (by.kind === 'partner') await withWorkspace(db, by.workspaceId, requirePartner)
  let uploaded: UploadedFile | undefined
  let isKept = false
  try {
    const { fields, file } = await receiveUpload(db, by, request, (begun) => {
      uploaded = begun
    })
    const options = readImportOptions(by.kind, fields)
    const plan = await planFile(file.sample, file.importId === null, options.mapping)
    refuseIfUseless(plan)
    const once = key === null ? null : onceKey(by, key, file, options)
    const small = await readSmall(file, plan)
    const stored = storedOptions(plan, options, file)
    if (small) return await importSmall(db, by, { file, stored, rows: small, once })
    const importId = await file.spill()
    const { answer, isReplay } = await withWorkspace(db, by.workspaceId, (tx) =>
      answerOnce(tx, once, async () => {
        const isStarted = await startImport(tx, by.workspaceId, importId, {
          bytes: file.bytes,
          options: stored,
        })
        if (!isStarted) throw new Problem('conflict', 'This import was cancelled while its file arrived')
        return { status: 202, body: { import_id: importId } }
      }),
    )
    isKept = !isReplay
    return answer
  } finally {
    if (!isKept && uploaded?.importId) await discardImport(db, by.workspaceId, uploaded.importId)
  }
}

/** All rows of a file that can be imported at once; null when it has too many. */
async function readSmall(file: UploadedFile, { format }: FilePlan): Promise<CsvBatch | null> {
  if (file.importId !== null) return null
  const limit = MAX_ROWS_AT_ONCE + 1
  const batches = readRows(bytesOf(file.sample), { format, batchRows: limit })
  try {
    const first = await batches.next()
    await batches.return()
    if (first.done === true) return { rows: [], rowsDone: 0, bytesDone: file.bytes }
    return first.value.rows.length < limit ? first.value : null
  } catch (error) {
    throw csvProblem(error)
  }
}

interface Small {
  file: UploadedFile
  stored: StoredOptions
  rows: CsvBatch
  once: OnceKey | null
}

async function importSmall(db: Databases, by: Uploader, { file, stored, rows, once }: Small) {
  const batch = await prepareBatch(rows, rowPreparer(stored.columns, stored.default_country))
  const atOnce = { fileName: file.name, fileBytes: file.bytes, options: stored, batch }
  const { answer } = await retryConflicts(() =>
    withWorkspace(db, by.workspaceId, (tx) =>
      answerOnce(tx, once, async () => ({ status: 201, body: await importAtOnce(tx, by, atOnce) })),
    ),
  )
  return answer
}

function storedOptions(
  plan: FilePlan,
  { mapping: _mapping, ...options }: ImportOptions,
  file: UploadedFile,
): StoredOptions {
  const columns = plan.columns.map((column) => ({ ...column, samples: [] }))
  return { ...options, format: plan.format, columns, line_breaks: file.lineBreaks }
}

function onceKey(by: Uploader, key: string, file: UploadedFile, options: ImportOptions): OnceKey {
  const file_hash = file.digest().toString('hex')
  return { key, requestHash: requestHash({ kind: by.kind, file_hash, options }) }
}
