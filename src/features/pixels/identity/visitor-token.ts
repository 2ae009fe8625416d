import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Databases } from '../../../platform/db/index.ts'

const MAC_BYTES = 16
const DAY_MS = 86_400_000
/** A link that is older identifies nobody: mails are forwarded, and kept in archives that others read. */
const VALID_DAYS = 180
const TOKEN = /^[A-Za-z0-9_-]{46}$/

type Secrets = Pick<Databases, 'secret'>
interface Whose {
  workspaceId: string
  leadId: string
}

/**
 * Stands in links of our own emails and says which lead opened one: the lead and the day, signed for its workspace.
 * 46 characters that need no escaping in a URL.
 */
export function visitorToken(db: Secrets, { workspaceId, leadId }: Whose, now = new Date()): string {
  const day = Buffer.alloc(2)
  day.writeUInt16BE(Math.floor(now.getTime() / DAY_MS))
  const body = Buffer.concat([bytesOf(leadId), day])
  return Buffer.concat([body, macOf(db, workspaceId, body)]).toString('base64url')
}

/** The lead of a token that this installation signed for this workspace within the last 180 days; null for any other. */
export function leadOfToken(
  db: Secrets,
  workspaceId: string,
  token: string,
  now = new Date(),
): string | null {
  if (!TOKEN.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const body = bytes.subarray(0, -MAC_BYTES)
  if (!timingSafeEqual(bytes.subarray(-MAC_BYTES), macOf(db, workspaceId, body))) return null
  const age = Math.floor(now.getTime() / DAY_MS) - body.readUInt16BE(16)
  if (age > VALID_DAYS) return null
  return body.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function macOf(db: Secrets, workspaceId: string, body: Buffer): Buffer {
  const mac = createHmac('sha256', db.secret('visitor'))
  return mac.update(bytesOf(workspaceId)).update(body).digest().subarray(0, MAC_BYTES)
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}
