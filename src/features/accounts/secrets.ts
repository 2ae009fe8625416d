import { createHash, randomBytes } from 'node:crypto'
import type { Databases } from '../../platform/db/index.ts'

/** What better-auth signs cookies and verification links with. */
export function authSecret(db: Databases): string {
  return db.secret('auth').toString('hex')
}

/** 256 random bits for a link or a key, safe in a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** How tokens and keys are stored. They are random and long, so one fast hash is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
