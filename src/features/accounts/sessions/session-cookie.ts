import { createHmac, timingSafeEqual } from 'node:crypto'

/** better-auth's cookie: `<token>.<base64 HMAC-SHA256 of the token>`, percent-encoded. */

const SIGNATURE_LENGTH = 44
const NAME = 'assay.session_token'

/** On https better-auth marks the name too, and a browser then keeps it off plain http. */
export function sessionCookieName(secure: boolean): string {
  return secure ? `__Secure-${NAME}` : NAME
}

/** The session token of a cookie value, or null when this installation did not sign it. */
export function readSessionCookie(value: string, secret: string): string | null {
  const dot = value.length - SIGNATURE_LENGTH - 1
  if (dot < 1 || value[dot] !== '.') return null
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const right = signature(token, secret)
  return given.length === right.length && timingSafeEqual(given, right) ? token : null
}

/** The cookie value for a token, not yet percent-encoded. */
export function signSessionCookie(token: string, secret: string): string {
  return `${token}.${signature(token, secret).toString('base64')}`
}

function signature(token: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(token).digest()
}
