import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import type { Env } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { isHttps } from '../app-url.ts'
import { SESSION_TTL_SECONDS } from '../auth-options.ts'
import { sessionCookieName } from './session-cookie.ts'

/** Gives a session that is in use another week, in the database and in the browser. */
export async function renewSession(
  c: Context<Env>,
  platform: Platform,
  sessionId: string,
  cookie: string,
): Promise<void> {
  await platform.db.app.query('select renew_session($1)', [sessionId])
  const secure = isHttps(platform)
  setCookie(c, sessionCookieName(secure), cookie, {
    path: '/',
    maxAge: SESSION_TTL_SECONDS,
    httpOnly: true,
    sameSite: 'Lax',
    secure,
  })
}
