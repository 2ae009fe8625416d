import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { type PullRow, viewPull } from './view-pull.ts'

const pullsWithNames = sql`pulls p left join list_members() m on m.user_id = p.actor_id`

/** The workspace's pulls, or those of one segment, newest first. */
export async function listPulls(
  tx: Tx,
  workspaceId: string,
  page: { limit: number; cursor?: string | undefined; segment_id?: string | undefined },
) {
  const before = page.cursor ? decodeCursor(page.cursor, z.uuid()) : null
  const { rows } = await sql<PullRow>`
    select p.*, m.name as actor_name from ${pullsWithNames}
    where p.workspace_id = ${workspaceId} and (${before}::uuid is null or p.id < ${before}::uuid)
      and (${page.segment_id ?? null}::uuid is null or p.segment_id = ${page.segment_id ?? null}::uuid)
    order by p.id desc limit ${page.limit + 1}`.execute(tx)
  const shown = rows.slice(0, page.limit)
  return {
    data: shown.map(viewPull),
    next_cursor: rows.length > page.limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

/** One pull of the workspace; 404 for an unknown one. */
export async function readPull(tx: Tx, workspaceId: string, id: string) {
  const { rows } = await sql<PullRow>`
    select p.*, m.name as actor_name from ${pullsWithNames}
    where p.workspace_id = ${workspaceId} and p.id = ${id}`.execute(tx)
  if (!rows[0]) throw new Problem('not_found', 'There is no such pull')
  return viewPull(rows[0])
}
