import type { Tx } from '../../../platform/db/index.ts'
import { finishImport } from './finish-import.ts'
import type { StoredOptions } from './import-run.ts'
import type { PreparedBatch } from './problems.ts'
import { readImport } from './read-import.ts'
import { storeBatch } from './store-batch.ts'
import type { Uploader } from './uploaded-file.ts'

export interface AtOnce {
  fileName: string | null
  fileBytes: number | null
  options: StoredOptions
  batch: PreparedBatch
}

/** A sync answer shows every problem its rows can have. */
const SHOWN_PROBLEMS = 20_000

/** A small import from beginning to end in one transaction; answers its view. */
export async function importAtOnce(tx: Tx, by: Uploader, { fileName, fileBytes, options, batch }: AtOnce) {
  const { id } = await tx
    .insertInto('imports')
    .values({
      workspace_id: by.workspaceId,
      kind: by.kind,
      actor_id: by.actorId,
      file_name: fileName?.slice(0, 200) ?? null,
      file_bytes: fileBytes,
      options: JSON.stringify(options),
      status: 'running',
      started_at: new Date(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await storeBatch(tx, { id, fileName, options, ...by }, batch)
  await finishImport(tx, by.workspaceId, id, 'finished')
  return readImport(tx, by.workspaceId, id, SHOWN_PROBLEMS)
}
