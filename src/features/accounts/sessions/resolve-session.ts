import type { Databases } from '../../../platform/db/index.ts'
import type { Identity, Role } from '../../../platform/http/index.ts'
import { SCOPES_OF } from '../scopes.ts'

interface SessionRow {
  session_id: string
  user_id: string
  email: string
  name: string
  operator: boolean
  workspace_id: string | null
  workspace_name: string | null
  role: Role | null
  renewal_due: boolean
}

export interface ResolvedSession {
  sessionId: string
  identity: Identity
  /** The session has used up its first day and may be extended. */
  renewalDue: boolean
}

/** What a session token stands for; null when it is unknown, expired or revoked. One query, on every request. */
export async function resolveSession(
  db: Databases,
  token: string,
  wantedWorkspaceId: string | null,
): Promise<ResolvedSession | null> {
  const { rows } = await db.app.query<SessionRow>({
    name: 'resolve_session',
    text: 'select * from resolve_session($1, $2)',
    values: [token, wantedWorkspaceId],
  })
  const [row] = rows
  if (!row) return null
  const { workspace_id: id, workspace_name: name, role } = row
  return {
    sessionId: row.session_id,
    renewalDue: row.renewal_due,
    identity: {
      user: { id: row.user_id, email: row.email, name: row.name, operator: row.operator },
      workspace: id && name ? { id, name } : null,
      role,
      scopes: role ? SCOPES_OF[role] : [],
      via: 'session',
    },
  }
}
