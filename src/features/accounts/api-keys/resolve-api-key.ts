import type { Databases } from '../../../platform/db/index.ts'
import type { Identity, Scope } from '../../../platform/http/index.ts'
import { hashToken } from '../secrets.ts'

interface KeyRow {
  workspace_id: string
  workspace_name: string
  scopes: Scope[]
}

/** What an API key stands for; null when it is unknown or revoked. */
export async function resolveApiKey(db: Databases, key: string): Promise<Identity | null> {
  const { rows } = await db.app.query<KeyRow>({
    name: 'resolve_api_key',
    text: 'select workspace_id, workspace_name, scopes from resolve_api_key($1)',
    values: [hashToken(key)],
  })
  const [row] = rows
  if (!row) return null
  return {
    user: null,
    workspace: { id: row.workspace_id, name: row.workspace_name },
    role: null,
    scopes: row.scopes,
    via: 'key',
  }
}
