import { isAPIError } from 'better-auth/api'
import type { Context } from 'hono'
import { type ErrorCode, Problem } from '../../../platform/errors/index.ts'
import { clientAddress, type Env } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { appUrl } from '../app-url.ts'
import { authOf } from './auth.ts'
import { CLIENT_ADDRESS_HEADER } from './client-address.ts'

export interface AuthCall {
  method?: 'GET' | 'POST'
  /** Below /api/auth, as better-auth names it. */
  path: string
  query?: Record<string, string>
  body?: object
}

/**
 * Runs one of better-auth's endpoints for this request, with its limits and origin checks, and answers its
 * JSON. Its cookies join our response; its refusals become problems.
 */
export async function forwardToAuth(c: Context<Env>, platform: Platform, call: AuthCall): Promise<unknown> {
  const response = await authOf(platform)
    .handler(authRequest(c, platform, call))
    .catch(refuse)
  for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  throw problemOf(response.status, answer, response.headers.get('X-Retry-After'))
}

function authRequest(
  c: Context<Env>,
  platform: Platform,
  { method = 'POST', path, query, body }: AuthCall,
): Request {
  const base = appUrl(platform)
  const url = new URL(`/api/auth${path}?${new URLSearchParams(query)}`, base)
  const headers = new Headers(c.req.raw.headers)
  headers.delete('content-length')
  headers.delete('authorization')
  headers.set(CLIENT_ADDRESS_HEADER, clientAddress(c.env?.incoming))
  if (isOwn(headers.get('origin'), c.req.header('host'))) headers.set('origin', base.origin)
  if (method === 'GET') return new Request(url, { method, headers })
  headers.set('content-type', 'application/json')
  return new Request(url, { method, headers, body: JSON.stringify(body ?? {}) })
}

/**
 * Browsers always name the origin of a write; a program names none, and no page can make it act. The address
 * a browser itself reached us by counts as ours, beside APP_URL.
 */
function isOwn(origin: string | null, host: string | undefined): boolean {
  return origin === null || (host !== undefined && origin.replace(/^https?:\/\//, '') === host)
}

function refuse(error: unknown): never {
  if (isAPIError(error)) throw problemOf(Number(error.statusCode), error.body, null)
  throw error
}

/** By better-auth's code where its words would be wrong or unclear for people. */
const KNOWN: Record<string, [ErrorCode, string]> = {
  INVALID_EMAIL_OR_PASSWORD: ['unauthenticated', 'The email or the password is wrong'],
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: ['conflict', 'There is an account with this email: sign in instead'],
  FAILED_TO_CREATE_USER: ['conflict', 'There is an account with this email: sign in instead'],
  INVALID_TOKEN: ['not_found', 'This link was used already or is too old: ask for a new one'],
  TOKEN_EXPIRED: ['not_found', 'This link is too old: ask for a new one'],
  INVALID_PASSWORD: ['invalid_input', 'The present password is wrong'],
  EMAIL_ALREADY_VERIFIED: ['conflict', 'This address is verified already'],
}

const BY_STATUS: Record<number, [ErrorCode, string]> = {
  401: ['unauthenticated', 'Sign in first'],
  403: ['forbidden', 'This page may not do that'],
  404: ['not_found', 'There is nothing here'],
  429: ['rate_limited', 'Too many tries: wait a little'],
}

function problemOf(status: number, answer: unknown, retryAfter: string | null): Error {
  const { code, message } = (answer ?? {}) as { code?: string; message?: string }
  if (status >= 500) return new Error(`better-auth answered ${status} ${code ?? ''}`)
  const [kind, detail] = KNOWN[code ?? ''] ?? BY_STATUS[status] ?? ['invalid_input', message ?? 'Bad input']
  return new Problem(kind, detail, retryAfter ? { retry_after_seconds: Number(retryAfter) } : {})
}
