import { sql } from 'kysely'
import { withSystem } from '../../../platform/db/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { appUrl } from '../app-url.ts'
import { resetMail, verificationMail } from './mail-texts.ts'
import { queueMail } from './queue-mail.ts'

interface Recipient {
  id: string
  email: string
}

export async function queueResetMail(platform: Platform, user: Recipient, token: string): Promise<void> {
  const mail = resetMail(user.email, pageLink(platform, '/reset-password', token))
  await withSystem(platform.db, (tx) => queueMail(tx, mail))
}

/** Nothing to send to a person whom an accepted invitation has verified already. */
export async function queueVerificationMail(
  platform: Platform,
  user: Recipient,
  token: string,
): Promise<void> {
  const mail = verificationMail(user.email, pageLink(platform, '/verify-email', token))
  await withSystem(platform.db, async (tx) => {
    const { rows } = await sql`
      select from auth."user" where id = ${user.id} and not email_verified
    `.execute(tx)
    if (rows.length > 0) await queueMail(tx, mail)
  })
}

function pageLink(platform: Platform, path: string, token: string): string {
  const link = new URL(path, appUrl(platform))
  link.searchParams.set('token', token)
  return link.href
}
