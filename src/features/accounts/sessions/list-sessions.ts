import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface SessionRow {
  id: string
  ip_address: string | null
  user_agent: string | null
  created_at: Date
  expires_at: Date
}

/** Where a person is signed in, newest first. Takes a system transaction. */
export async function listSessions(tx: Tx, userId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, nullif(ip_address, '') as ip_address, nullif(user_agent, '') as user_agent, created_at, expires_at
    from auth.session where user_id = ${userId} and expires_at > now()
    order by created_at desc, id limit 200
  `.execute(tx)
  return rows
}
