import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { Role } from '../../../platform/http/index.ts'

export interface MemberRow {
  user_id: string
  email: string
  name: string
  role: Role
  created_at: Date
}

/** The people of the transaction's workspace, longest members first; a workspace has at most 200. */
export async function listMembers(tx: Tx): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`select * from list_members()`.execute(tx)
  return rows
}
