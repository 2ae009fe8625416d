import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { Role } from '../../../platform/http/index.ts'

/** Makes a person a member without an invitation: for seeds and tools. Takes a system transaction. */
export async function addMember(tx: Tx, workspaceId: string, userId: string, role: Role): Promise<void> {
  await sql`
    insert into members (workspace_id, user_id, role) values (${workspaceId}, ${userId}, ${role})
  `.execute(tx)
}
