import type { Tx } from '../../../platform/db/index.ts'
import type { Uploader } from './uploaded-file.ts'

const MAX_NAME_CHARS = 200

/** Begins an import; a file without `file_bytes` is still arriving. Answers the id. */
export async function openImport(tx: Tx, by: Uploader, fileName: string | null): Promise<string> {
  const { id } = await tx
    .insertInto('imports')
    .values({
      workspace_id: by.workspaceId,
      kind: by.kind,
      actor_id: by.actorId,
      file_name: fileName?.slice(0, MAX_NAME_CHARS) ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
