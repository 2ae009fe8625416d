import { promisify } from 'node:util'
import { constants, gunzip, gzip, type ZlibOptions } from 'node:zlib'
import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { CHUNK_BYTES } from './limits.ts'

const compress = promisify(gzip)
const expand = promisify<Buffer, ZlibOptions, Buffer>(gunzip)
/** Room for a whole piece at once, which is then not put together from many. */
const EXPANDED_BYTES = CHUNK_BYTES + 1_024

/**
 * Keeps a piece of an uploaded file, compressed: lists of people shrink to an eighth, and Postgres's log with them,
 * for no more time in all than they take uncompressed.
 * Throws a 409 problem when the import was cancelled meanwhile.
 */
export async function saveChunk(tx: Tx, workspaceId: string, importId: string, n: number, piece: Buffer) {
  const bytes = await compress(piece, { level: constants.Z_BEST_SPEED })
  const { numUpdatedRows } = await tx
    .updateTable('imports')
    .set({ touched_at: sql`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', importId)
    .where('status', '=', 'queued')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Problem('conflict', 'This import was cancelled while its file arrived')
  await tx
    .insertInto('import_chunks')
    .values({ workspace_id: workspaceId, import_id: importId, n, bytes })
    .execute()
}

/** The uploaded file, a piece at a time; ends early when its pieces are gone. */
export async function* readChunks(
  db: Databases,
  workspaceId: string,
  importId: string,
): AsyncGenerator<Buffer, void, undefined> {
  for (let n = 0; ; n++) {
    const chunk = await withWorkspace(db, workspaceId, (tx) =>
      tx
        .selectFrom('import_chunks')
        .select('bytes')
        .where('workspace_id', '=', workspaceId)
        .where('import_id', '=', importId)
        .where('n', '=', n)
        .executeTakeFirst(),
    )
    if (!chunk) return
    yield await expand(chunk.bytes, { chunkSize: EXPANDED_BYTES })
  }
}

export async function dropChunks(tx: Tx, workspaceId: string, importId: string): Promise<void> {
  await tx
    .deleteFrom('import_chunks')
    .where('workspace_id', '=', workspaceId)
    .where('import_id', '=', importId)
    .execute()
}
