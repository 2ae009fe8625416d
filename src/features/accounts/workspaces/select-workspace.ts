import { sql } from 'kysely'
import type { Databases } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

/** Makes a workspace the current one of this session, and the first choice of the person's next sessions. */
export async function selectWorkspace(
  { appDb }: Databases,
  { sessionId, userId, workspaceId }: { sessionId: string; userId: string; workspaceId: string },
): Promise<void> {
  const { rows } = await sql<{ selected: boolean }>`
    select select_workspace(${sessionId}, ${userId}, ${workspaceId}) as selected
  `.execute(appDb)
  if (!rows[0]?.selected) throw new Problem('not_found', 'There is no such workspace')
}
