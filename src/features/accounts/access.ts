import type { Context } from 'hono'
import type { Databases } from '../../platform/db/index.ts'
import type { Env } from '../../platform/http/index.ts'
import { sessionIdOf } from './authenticate.ts'
import { identityOf, workspaceOf } from './guards.ts'
import { hashToken } from './secrets.ts'

/** What lets somebody into a workspace, kept by those who stay connected for longer than one answer. */
export interface Access {
  kind: 'session' | 'key'
  /** The session's id, or the key's hash as hex. */
  id: string
  workspaceId: string
}

/** The access of this request, behind member(). */
export function accessOf(c: Context<Env>): Access {
  const { id: workspaceId } = workspaceOf(c)
  if (identityOf(c).via === 'session') return { kind: 'session', id: sessionIdOf(c), workspaceId }
  const key = (c.req.header('Authorization') ?? '').replace(/^Bearer +/i, '')
  return { kind: 'key', id: hashToken(key).toString('hex'), workspaceId }
}

/**
 * Which of these no longer let anybody in: the session ended, the person left the workspace, the key was
 * revoked. One query for any number.
 */
export async function findLapsed(db: Databases, accesses: Access[]): Promise<Access[]> {
  const { rows } = await db.system.query<{ n: number }>({
    name: 'find_lapsed_access',
    text: `select a.n from unnest($1::text[], $2::text[], $3::uuid[]) with ordinality a (kind, id, workspace_id, n)
      where not case a.kind
        when 'session' then exists (
          select from auth.session s join members m on m.user_id = s.user_id
          where s.id = a.id::uuid and s.expires_at > now() and m.workspace_id = a.workspace_id)
        else exists (
          select from api_keys k
          where k.key_hash = decode(a.id, 'hex') and k.revoked_at is null and k.workspace_id = a.workspace_id)
        end`,
    values: [
      accesses.map(({ kind }) => kind),
      accesses.map(({ id }) => id),
      accesses.map(({ workspaceId }) => workspaceId),
    ],
  })
  return rows.flatMap(({ n }) => accesses[n - 1] ?? [])
}
