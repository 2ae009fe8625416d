import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import type { ImportView } from './schema.ts'
import { viewImport } from './view-import.ts'

export interface ImportPage {
  limit: number
  cursor?: string | undefined
}

/** The workspace's imports, newest first. */
export async function listImports(
  tx: Tx,
  workspaceId: string,
  { limit, cursor }: ImportPage,
): Promise<{ data: ImportView[]; next_cursor: string | null }> {
  let query = tx
    .selectFrom('imports')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor !== undefined) query = query.where('id', '<', decodeCursor(cursor, z.uuid()))
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(viewImport),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}
