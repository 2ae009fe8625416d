import { sql } from 'kysely'
import type { Databases } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Role } from '../../../platform/http/index.ts'
import { hashToken } from '../secrets.ts'

interface Preview {
  workspace_name: string
  email: string
  role: Role
  expires_at: Date
  invited_by: string | null
  has_account: boolean
}

/** What the holder of an invitation link sees before signing in. */
export async function previewInvitation({ appDb }: Databases, token: string): Promise<Preview> {
  const { rows } = await sql<Preview>`select * from preview_invitation(${hashToken(token)})`.execute(appDb)
  const [row] = rows
  if (!row) throw new Problem('not_found', 'This invitation is no longer valid. Ask for a new one.')
  return row
}
