import { type Kysely, sql } from 'kysely'
import type { DB } from '../../../platform/db/index.ts'
import { hashToken } from '../secrets.ts'

/** Makes the person a member of the inviting workspace and answers its id; 404 unless the token still holds. */
export async function joinByInvitation(db: Kysely<DB>, userId: string, token: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select accept_invitation(${hashToken(token)}, ${userId}) as id
  `.execute(db)
  const [row] = rows
  if (!row) throw new Error('accept_invitation() answered nothing')
  return row.id
}
