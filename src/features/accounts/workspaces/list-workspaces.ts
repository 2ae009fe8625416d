import { sql } from 'kysely'
import type { Databases } from '../../../platform/db/index.ts'
import type { Role } from '../../../platform/http/index.ts'

export interface MyWorkspace {
  id: string
  name: string
  role: Role
}

/** The workspaces a person is a member of, by name. */
export async function listWorkspaces({ appDb }: Databases, userId: string): Promise<MyWorkspace[]> {
  const { rows } = await sql<MyWorkspace>`select id, name, role from list_my_workspaces(${userId})`.execute(
    appDb,
  )
  return rows
}
