import { type Kysely, sql } from 'kysely'
import type { DB } from '../../../platform/db/index.ts'

/** Makes a workspace that the person owns and answers its id. */
export async function createWorkspace(db: Kysely<DB>, userId: string, name: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select create_workspace(${userId}, ${name}) as id`.execute(db)
  const [row] = rows
  if (!row) throw new Error('create_workspace() answered nothing')
  return row.id
}
