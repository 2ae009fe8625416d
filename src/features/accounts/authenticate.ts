import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { Problem } from '../../platform/errors/index.ts'
import type { Env } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { resolveApiKey } from './api-keys/resolve-api-key.ts'
import { isHttps } from './app-url.ts'
import { authSecret } from './secrets.ts'
import { renewSession } from './sessions/renew-session.ts'
import { resolveSession } from './sessions/resolve-session.ts'
import { readSessionCookie, sessionCookieName } from './sessions/session-cookie.ts'

export const WORKSPACE_HEADER = 'X-Workspace-Id'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** No workspace has it, so asking for something that is no id ends like asking for a stranger's. */
const NOBODYS_ID = '00000000-0000-0000-0000-000000000000'

/** Sessions by request, for the routes that are about the session itself. */
const sessionIds = new WeakMap<Request, string>()

/**
 * Sets the identity of a request from its API key or its session cookie. A request without either goes on
 * without one (the guards refuse it); a key that does not hold is refused here.
 */
export function authenticate(platform: Platform): MiddlewareHandler<Env> {
  const secret = authSecret(platform.db)
  return async (c, next) => {
    const authorization = c.req.header('Authorization')
    if (authorization !== undefined) await byKey(c, platform, authorization)
    else await bySession(c, platform, secret)
    await next()
  }
}

async function bySession(c: Context<Env>, platform: Platform, secret: string): Promise<void> {
  const cookie = getCookie(c, sessionCookieName(isHttps(platform)))
  const token = cookie && readSessionCookie(cookie, secret)
  const session = token ? await resolveSession(platform.db, token, wantedWorkspace(c)) : null
  if (!cookie || !session) return
  c.set('identity', session.identity)
  sessionIds.set(c.req.raw, session.sessionId)
  if (session.renewalDue) await renewSession(c, platform, session.sessionId, cookie)
}

async function byKey(c: Context<Env>, { db }: Platform, authorization: string): Promise<void> {
  const key = /^Bearer +(\S{1,200})$/i.exec(authorization)?.[1]
  const identity = key ? await resolveApiKey(db, key) : null
  if (!identity) throw new Problem('unauthenticated', 'This API key is wrong or was revoked')
  const wanted = wantedWorkspace(c)
  // A key belongs to one workspace: asking for another finds none, as for a person who is no member.
  c.set('identity', wanted && wanted !== identity.workspace?.id ? { ...identity, workspace: null } : identity)
}

function wantedWorkspace(c: Context<Env>): string | null {
  const wanted = c.req.header(WORKSPACE_HEADER)
  if (wanted === undefined) return null
  return UUID.test(wanted) ? wanted.toLowerCase() : NOBODYS_ID
}

/** The session of this request; throws where a guard should have refused it. */
export function sessionIdOf(c: Context<Env>): string {
  const id = sessionIds.get(c.req.raw)
  if (!id) throw new Problem('unauthenticated', 'Sign in first')
  return id
}
