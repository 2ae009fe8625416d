import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { DB, Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import type { RunView } from './schema.ts'
import { viewRun } from './view-run.ts'

/** The workspace's runs, newest first. */
export async function listRuns(
  tx: Tx,
  workspaceId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ data: RunView[]; next_cursor: string | null }> {
  const before = cursor === undefined ? null : decodeCursor(cursor, z.uuid())
  const { rows } = await sql<Selectable<DB['enrichments']> & { actor_name: string | null }>`
    select e.*, m.name as actor_name
    from enrichments e left join list_members() m on m.user_id = e.actor_id
    where e.workspace_id = ${workspaceId} and e.opened_at is not null and (${before}::uuid is null or e.id < ${before}::uuid)
    order by e.id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(viewRun),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}
