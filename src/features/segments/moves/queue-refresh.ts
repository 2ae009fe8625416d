import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'

export const REFRESH = 'segments.refresh'

/** Looks soon who is in the workspace's segments of own leads. */
export async function queueRefresh(tx: Tx): Promise<void> {
  const { rows } = await sql<{ id: string }>`select current_workspace() as id`.execute(tx)
  const id = rows[0]?.id
  await enqueue(tx, REFRESH, { workspace_id: id }, { key: `${REFRESH}:${id}` })
}
