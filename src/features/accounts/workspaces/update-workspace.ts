import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

export interface WorkspaceChange {
  name?: string | undefined
  /** Lower case, as leads compare them. */
  priority_industries?: string[] | undefined
  /** An IANA name, such as Europe/Berlin. */
  time_zone?: string | undefined
}

/** Changes the current workspace and answers it as it is now. */
export async function updateWorkspace(tx: Tx, workspaceId: string, change: WorkspaceChange) {
  if (change.time_zone !== undefined) await refuseUnknownZone(tx, change.time_zone)
  const row = await tx
    .updateTable('workspaces')
    .set({ name: change.name, priority_industries: change.priority_industries, time_zone: change.time_zone })
    .where('id', '=', workspaceId)
    .returning(['id', 'name', 'priority_industries', 'time_zone', 'created_at'])
    .executeTakeFirst()
  if (!row) throw new Problem('not_found', 'There is no such workspace')
  return row
}

/** The database counts days by it, so it must know the name. */
async function refuseUnknownZone(tx: Tx, zone: string): Promise<void> {
  const { rows } = await sql`select from pg_timezone_names where name = ${zone}`.execute(tx)
  if (rows.length > 0) return
  throw new Problem('invalid_input', 'There is no such time zone', {
    errors: [{ path: 'time_zone', message: 'Choose a time zone such as Europe/Berlin' }],
  })
}
